"""A local server that speaks the Hub's protocol: metadata, resolve with redirect to a "CDN", ranges, hashes in headers; and breaks on demand."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

COMMIT = "a" * 40
NEWER = "b" * 40


@dataclass
class HubServer:
    """`files` maps "owner/name" to its files. What goes wrong is set by the test."""

    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    commit: str = COMMIT
    gone: set[str] = field(default_factory=set)  # commits that are not there any more
    gated: set[str] = field(default_factory=set)  # repositories that ask for an account
    cut_after: list[int] = field(default_factory=list)  # bytes after which the next connections break
    served: bytes | None = None  # other bytes than the metadata promises
    linked_etag: str = ""  # another hash than the metadata promises
    ranges: bool = True
    status: int = 0  # every answer has this status
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, range
    headers: list[dict[str, str]] = field(default_factory=list)

    def start(self) -> str:
        """Begins to serve; the address."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = False  # stopping waits for them: no connection may stay open
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        """Nobody answers any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def info(self, repo: str) -> dict[str, Any]:
        """What the API says of a repository."""
        siblings = [
            {
                "rfilename": name, "size": len(data), "blobId": hashlib.sha1(data).hexdigest(),
                "lfs": {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 135},
            }
            for name, data in self.files[repo].items()
        ]  # fmt: skip
        siblings.append({"rfilename": "README.md", "size": 12, "blobId": "0" * 40})
        gated = "manual" if repo in self.gated else False
        return {"id": repo, "modelId": repo, "sha": self.commit, "gated": gated, "private": False, "tags": ["gguf", "license:apache-2.0"],
                "downloads": 7, "siblings": siblings}  # fmt: skip


def _handler(hub: HubServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_HEAD(self) -> None:
            self._answer()

        def _answer(self) -> None:
            hub.asked.append((self.command, self.path, self.headers.get("Range", "")))
            hub.headers.append({name.lower(): value for name, value in self.headers.items()})
            self._route()

        def _route(self) -> object:
            url = urlsplit(self.path)
            path = unquote(url.path)
            if hub.status:
                return self._json({"error": "trouble"}, hub.status)
            if path == "/api/models":
                text = parse_qs(url.query).get("search", [""])[0].lower()
                return self._json([hub.info(repo) for repo in hub.files if text in repo.lower()])
            if found := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/revision/(.+))?", path):
                if found[1] not in hub.files:
                    return self._json({"error": "Repository not found"}, 401, {"X-Error-Code": "RepoNotFound"})
                return self._json(hub.info(found[1]))
            if found := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
                return self._resolve(found[1], found[2], found[3])
            if found := re.fullmatch(r"/cdn/([^/]+/[^/]+)/(.+)", path):
                return self._serve(hub.files[found[1]][found[2]] if hub.served is None else hub.served)
            return self._json({"error": "Not found"}, 404)

        def _resolve(self, repo: str, commit: str, name: str) -> object:
            if repo in hub.gated:
                return self._json({"error": "Access to model is restricted"}, 401, {"X-Error-Code": "GatedRepo"})
            if commit in hub.gone:
                return self._json({"error": "Invalid rev id"}, 404, {"X-Error-Code": "RevisionNotFound"})
            data = hub.files[repo].get(name)
            if data is None:
                return self._json({"error": "Entry not found"}, 404, {"X-Error-Code": "EntryNotFound"})
            digest = hub.linked_etag or hashlib.sha256(data).hexdigest()
            headers = {"X-Repo-Commit": commit, "X-Linked-Etag": f'"{digest}"', "X-Linked-Size": str(len(data)), "Location": f"/cdn/{repo}/{name}"}
            return self._json({}, 302, headers)

        def _serve(self, data: bytes) -> None:
            start, status, headers = 0, 200, {"ETag": '"cdn"'}
            if hub.ranges and (wanted := re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))):
                start, status = int(wanted[1]), 206
                headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            body = data[start:]
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if hub.cut_after:
                self.wfile.write(body[: hub.cut_after.pop(0)])
                self.wfile.flush()
                self.close_connection = True
                self.connection.close()
                return
            self.wfile.write(body)

        def _json(self, value: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            for name, text in {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}.items():
                self.send_header(name, text)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
