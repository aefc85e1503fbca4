"""`alcove settings …`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output

if TYPE_CHECKING:
    from engine.settings import Setting

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Key = Annotated[str, typer.Argument(help="The setting's name; see: alcove settings list", show_default=False)]


def settings(context: typer.Context) -> None:
    """How Alcove behaves. Without a command: all settings with their values."""
    if context.invoked_subcommand is None:
        list_settings()


def list_settings(as_json: Json = False) -> None:
    """List all settings with their values."""
    from engine.settings import DECLARED, Settings

    with opening.vault() as opened:
        settings = Settings(opened)
        values = [(setting, settings.get(setting.key)) for setting in DECLARED]
    if as_json:
        output.emit({setting.key: value for setting, value in values})
        return
    output.table([(setting.key, _told(value) or '""', f"{_about(setting)}{_choices(setting)}") for setting, value in values])


def get(key: Key) -> None:
    """Show a setting."""
    from engine.settings import Settings

    with opening.vault() as opened:
        output.say(_told(Settings(opened).get(key)))


def put(key: Key, value: Annotated[str, typer.Argument(help="Its new value; several with commas: health,money", show_default=False)]) -> None:
    """Change a setting."""
    from engine.settings import BY_KEY, Settings

    with opening.vault() as opened:
        settings = Settings(opened)
        settings.put(key, _typed(value, BY_KEY[key].default) if key in BY_KEY else value)
        output.say(f"{key} = {_told(settings.get(key))}")


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(value) or "none"
    return json.dumps(value) if isinstance(value, bool | int) else str(value)


def _about(setting: Setting) -> str:
    return f"{setting.title}. {setting.description}".rstrip()


def _choices(setting: Setting) -> str:
    if setting.choices:
        return f" [{' | '.join(setting.choices)}]"
    if setting.highest is not None:
        return f" [{setting.lowest} to {setting.highest} {setting.unit}]"
    return " [true | false]" if isinstance(setting.default, bool) else ""


def _typed(text: str, default: Any) -> Any:
    """The text as a value of the type of the default; as it is where that can't be (Settings then says what it takes)."""
    if isinstance(default, list):
        return [part for part in (piece.strip().lower() for piece in text.split(",")) if part and part != "none"]
    if isinstance(default, bool):
        return {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}.get(text.lower(), text)
    if isinstance(default, int):
        try:
            return int(text)
        except ValueError:
            return text
    return text
