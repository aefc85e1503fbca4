"""What Qt itself says (its dialogs, standard buttons, menus of text fields, names of keys), in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop import i18n

_in_use: list[QTranslator] = []


def speak(language: str) -> None:
    """Puts Qt's own translation in place of the one before. Of a language that Qt has no texts for, its English stays."""
    app = QCoreApplication.instance()
    while _in_use:
        before = _in_use.pop()
        if app is not None:
            app.removeTranslator(before)
    QLocale.setDefault(i18n.locale(language))
    if app is None or language == "en":
        return
    translator = QTranslator(app)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        _in_use.append(translator)
