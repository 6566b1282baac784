#!/bin/sh
# Which packages of the system a step needs; installs them where that is possible, else names one line.
#   system_libraries.sh python [COMMAND]   a Python of a version we support, with venv
#   system_libraries.sh offscreen          what Qt needs without a display
#   system_libraries.sh screen             the same, and what a window needs where there is a display
#   system_libraries.sh traced             what the tests of faults watch a program with; they can do without
#   system_libraries.sh build              what the packager needs
set -eu

OFFSCREEN="libgl1:libGL.so.1 libegl1:libEGL.so.1 libxkbcommon0:libxkbcommon.so.0 libfontconfig1:libfontconfig.so.1
libdbus-1-3:libdbus-1.so.3 libglib2.0-0:libgthread-2.0.so.0"
WINDOW="libxcb-cursor0:libxcb-cursor.so.0 libxkbcommon-x11-0:libxkbcommon-x11.so.0 libxcb-icccm4:libxcb-icccm.so.4
libxcb-image0:libxcb-image.so.0 libxcb-keysyms1:libxcb-keysyms.so.1 libxcb-render-util0:libxcb-render-util.so.0
libxcb-shape0:libxcb-shape.so.0 libxcb-util1:libxcb-util.so.1 libxcb-xkb1:libxcb-xkb.so.1 libcups2:libcups.so.2"

missing_libraries() {
    PATH="$PATH:/sbin:/usr/sbin"
    command -v ldconfig >/dev/null || return 0
    known=$(ldconfig -p)
    for pair in "$@"; do
        case $known in *"${pair#*:}"*) ;; *) printf '%s ' "${pair%%:*}" ;; esac
    done
}

install() {
    [ -z "$1" ] && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing what the system lacks: $1"
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086
        if apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends $1 >/dev/null; then
            return
        fi
    fi
    echo "This system lacks libraries. On Debian or Ubuntu: sudo apt-get install $1" >&2
    exit 1
}

[ "$(uname -s)" = Linux ] || exit 0

case ${1:-} in
python)
    python=${2:-python3}
    command -v "$python" >/dev/null || { echo "There is no $python. On Debian or Ubuntu: sudo apt-get install python3 python3-venv" >&2; exit 1; }
    "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || {
        echo "$("$python" --version) does not fit: Python 3.11, 3.12 or 3.13 is needed. Name one: make PYTHON=python3.12 ..." >&2
        exit 1
    }
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install python3-venv
    ;;
offscreen)
    # shellcheck disable=SC2086
    install "$(missing_libraries $OFFSCREEN)"
    ;;
traced)
    command -v strace >/dev/null || (install strace) ||
        echo "Without strace some faults are not tested here; the tests say which." >&2
    command -v dbus-run-session >/dev/null || (install dbus-daemon) ||
        echo "Without dbus-run-session it is not tested here that a locked screen locks the study." >&2
    ;;
screen)
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || WINDOW=""
    # shellcheck disable=SC2086
    install "$(missing_libraries $OFFSCREEN $WINDOW)"
    ;;
build)
    lacking=""
    command -v objdump >/dev/null || lacking="binutils"
    version=$("${2:-.venv/bin/python}" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    [ "$("${2:-.venv/bin/python}" -c 'import sys; print(sys.base_prefix)')" != /usr ] ||
        lacking="$lacking $(missing_libraries "libpython$version:libpython$version.so.1.0")"
    install "$(echo $lacking)"
    ;;
*)
    echo "usage: system_libraries.sh python|offscreen|traced|screen|build" >&2
    exit 2
    ;;
esac
