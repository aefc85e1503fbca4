"""What can go wrong with a model: each error says what happened, and what to do next."""

from __future__ import annotations

from typing import ClassVar


class ModelError(Exception):
    """An error meant for people. `hint` names the next step."""

    code: ClassVar[str] = "model"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def again(self) -> ModelError:
        """The same error as a new object: one failure may be raised in several threads."""
        return type(self)(self.message, self.hint)


class ModelMissing(ModelError):
    """The model's file is not on this computer."""

    code = "missing"


class ModelDamaged(ModelError):
    """The file is not a GGUF, is cut off, or doesn't have the expected hash."""

    code = "damaged"


class ModelUnsupported(ModelError):
    """A sound file that can't be used: no chat template, an unknown architecture, not this purpose."""

    code = "unsupported"


class ModelTooLarge(ModelError):
    """There is too little free memory for the model. It was not loaded."""

    code = "too_large"


class ModelCrashed(ModelError):
    """The model's process died. The next request starts a new one."""

    code = "crashed"


class ModelHung(ModelError):
    """The model's process gave no sign of life within the deadline and was ended."""

    code = "hung"


class ModelClosed(ModelError):
    """The model was closed while the request ran (the vault was locked, the program ends)."""

    code = "closed"


class PromptTooLong(ModelError):
    """The prompt has more tokens than the context. Nothing was evaluated."""

    code = "too_long"


class BadRequest(ModelError):
    """A request that no model could answer: a broken grammar or schema, an unknown role, no messages."""

    code = "bad_request"


class DownloadFailed(ModelError):
    """The model could not be fetched. Nothing was changed."""

    code = "download"


class NoSpace(ModelError):
    """Too little free disk space. Nothing was changed."""

    code = "no_space"


class ModelCancelled(ModelError):
    """The user stopped the work."""

    code = "cancelled"


_BY_CODE: dict[str, type[ModelError]] = {"model": ModelError} | {kind.code: kind for kind in ModelError.__subclasses__()}


def from_code(code: str, message: str, hint: str) -> ModelError:
    """The error that the model's process reported over the wire."""
    return _BY_CODE.get(code, ModelError)(message, hint)
