"""How a theme reaches Qt: Fusion, a palette, the application font and one small stylesheet."""

from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from tracker.ui.theme.fonts import font
from tracker.ui.theme.tokens import FACES, TONES, Tokens

_SHEET = Template("""
QToolTip { background: $text; color: $surface; border: none; padding: ${s4}px ${s8}px; }
QLabel { background: transparent; }
QWidget[part="bg"] { background: $bg; }
QWidget[part="surface"] { background: $surface; }
QWidget[part="sunken"] { background: $sunken; }
QFrame[part="card"], QDialog[part="card"] { background: $surface; border: 1px solid $line;
    border-radius: ${card_radius}px; }
QFrame[part="aside"] { background: $raised; border: none; border-right: 1px solid $line;
    border-top-left-radius: ${card_radius}px; border-bottom-left-radius: ${card_radius}px; }
QFrame[part="well"] { background: $raised; border: 1px solid $control; border-radius: ${radius}px; }
QFrame[part="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[part="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QWidget[part="rail"] { background: $rail; border: none; border-right: 1px solid $line; }
QScrollArea, QScrollArea > QWidget > QWidget[part="page"] { background: transparent; border: none; }
QGraphicsView { padding: 0; border: none; }

QPushButton { min-height: ${h28}px; padding: 0 ${s12}px; border-radius: ${radius}px; font-weight: 600;
    border: 1px solid $control; background: $surface; color: $text; }
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: ${ring}px solid $primary; padding: 0 ${pad11}px; min-height: ${h26}px; }
QPushButton:disabled { background: $neutral_soft; color: $text3; border-color: $line; }
QPushButton[look="primary"] { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed { background: $primary_hover; }
QPushButton[look="primary"]:focus { border: ${ring}px solid $primary_ring; }
QPushButton[look="primary"]:disabled { background: $neutral_soft; color: $text3; border-color: $line; }
QPushButton[look="danger"] { background: $danger; color: $surface; border-color: $danger; }
QPushButton[look="danger"]:focus { border: ${ring}px solid $primary_ring; }
QPushButton[look="danger"]:disabled { background: $neutral_soft; color: $text3; border-color: $line; }
QPushButton[look="link"] { background: transparent; border: 1px solid transparent; color: $primary;
    padding: 0 ${s4}px; font-weight: 500; }
QPushButton[look="link"][face="hint"] { min-height: ${h22}px; }
QPushButton[look="link"]:hover { background: $info_soft; }
QPushButton[look="link"]:focus { border: ${ring}px solid $primary; padding: 0 3px; }
QPushButton[look="link"]:disabled { color: $text3; background: transparent; }
QPushButton[look="quiet"] { color: $text2; }

QPushButton[look="segment"] { border-radius: 0; font-weight: 500; border-right-width: 0; }
QPushButton[look="segment"][seat="first"] { border-top-left-radius: ${radius}px;
    border-bottom-left-radius: ${radius}px; }
QPushButton[look="segment"][seat="last"] { border-top-right-radius: ${radius}px;
    border-bottom-right-radius: ${radius}px; border-right-width: 1px; }
QPushButton[look="segment"][seat="only"] { border-radius: ${radius}px; border-right-width: 1px; }
QPushButton[look="segment"]:checked { background: $info_soft; color: $primary; font-weight: 600; }
QPushButton[look="segment"]:focus { border: ${ring}px solid $primary; }
QPushButton[look="pill"] { border-radius: ${h14}px; min-height: ${h26}px; font-weight: 500; }
QPushButton[look="pill"][on="yes"] { background: $info_soft; color: $primary; border-color: $primary;
    font-weight: 600; }
QPushButton[look="pill"]:focus { min-height: ${h24}px; }
QToolButton[look="rail"] { border: none; border-radius: ${card_radius}px; background: transparent;
    color: $text2; font-size: ${label_size}px; padding: ${s4}px 0; }
QToolButton[look="rail"]:hover { background: $line; }
QToolButton[look="rail"]:checked { background: $info_soft; color: $primary; font-weight: 600; }
QToolButton[look="rail"]:focus { border: ${ring}px solid $primary; padding: ${s2}px 0; }
QTabBar { background: $surface; border: none; border-bottom: 1px solid $line; }
QTabBar::tab { background: transparent; color: $text2; border: none; border-bottom: 3px solid transparent;
    padding: 0 14px; height: ${h33}px; }
QTabBar::tab:selected { color: $primary; border-bottom-color: $primary; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected:focus { border: ${ring}px solid $primary; padding: 0 12px; }
$chips
QLabel[badge="yes"] { background: $info_soft; border-radius: 12px; }
QFrame[flat="yes"] { border-radius: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QDateEdit {
    background: $surface; color: $text; border: 1px solid $control; border-radius: ${radius}px;
    selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${h28}px; padding: 0 9px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: ${ring}px solid $primary; padding: 0 8px;
    min-height: ${h26}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: ${ring}px solid $primary; padding: 3px 5px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: $neutral_soft; color: $text3;
    border-color: $line; }
QLineEdit[readOnly="true"] { background: $raised; }
QLineEdit[state="error"] { background: $danger_soft; border-color: $danger; }
QLineEdit[state="warn"] { background: $warn_soft; border-color: $warn; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $control; padding: 2px;
    selection-background-color: $info_soft; selection-color: $text; outline: none; }
QComboBox QAbstractItemView::item { min-height: ${h28}px; padding: 0 ${s8}px; }
QMenu { background: $surface; color: $text; border: 1px solid $control; padding: ${s4}px; }
QMenu::item { padding: ${s4}px ${s16}px; border-radius: 4px; }
QMenu::item:selected { background: $info_soft; }

QAbstractItemView { background: $surface; alternate-background-color: $raised; color: $text; border: none;
    outline: none; gridline-color: $line; selection-background-color: $info_soft; selection-color: $text; }
QHeaderView { background: $raised; border: none; }
QHeaderView::section { background: $raised; color: $text2; border: none; border-bottom: 1px solid $line;
    padding: 0 ${s8}px; font-size: ${label_size}px; font-weight: 500; min-height: ${h28}px; }
QTableCornerButton::section { background: $raised; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: none; }
QScrollBar::handle:vertical { background: $control; border-radius: 3px; min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { background: $control; border-radius: 3px; min-width: 32px; margin: 3px 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $sunken; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $primary; border-radius: 3px; }
$faces
$inks
""")


def apply_theme(app: QApplication, tokens: Tokens) -> None:
    """Give the whole program the look of `tokens`."""
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(tokens))
    app.setFont(font(tokens))
    app.setStyleSheet(stylesheet(tokens))
    app.setCursorFlashTime(1000)


def palette(tokens: Tokens) -> QPalette:
    """What Fusion draws by itself."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.PlaceholderText: tokens.text3,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
        role.Link: tokens.primary,
        role.LinkVisited: tokens.primary,
        role.Accent: tokens.primary,
        role.Light: tokens.raised,
        role.Midlight: tokens.line,
        role.Mid: tokens.control,
        role.Dark: tokens.control,
        role.Shadow: tokens.text,
    }.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.text3))
    return made


def stylesheet(tokens: Tokens) -> str:
    """The one stylesheet, filled in from the tokens."""
    faces = "\n".join(
        f'QLabel[face="{name}"], QPushButton[face="{name}"] {{ font-size: {tokens.face(name).size}px; '
        f"font-weight: {tokens.face(name).weight}; }}"
        for name in FACES
    )
    inks = "\n".join(
        f'QLabel[ink="{name}"] {{ color: {getattr(tokens, name)}; }}'
        for name in ("text", "text2", "text3", "primary", *TONES)
    )
    chips = "\n".join(
        f'QFrame[chip="{name}"] {{ background: {tokens.tone(name)[1]}; border: none; '
        f"border-radius: {tokens.radius}px; }}"
        for name in TONES
    )
    return _SHEET.substitute(
        {name: getattr(tokens, name) for name in tokens.__dataclass_fields__ if name != "inks"},
        rail=tokens.sunken,
        h14=tokens.px(28) // 2,
        h22=tokens.px(22),
        h24=tokens.px(24),
        h33=tokens.px(33),
        chips=chips,
        h26=tokens.px(26),
        h28=tokens.px(28),
        pad11=tokens.s12 - 1,
        label_size=tokens.face("label").size,
        primary_hover=QColor(tokens.primary).darker(108).name(),
        primary_ring=tokens.text,
        faces=faces,
        inks=inks,
    )


def mark(widget: QWidget, **properties: str) -> None:
    """Set style properties of `widget` and have the stylesheet read again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
