"""A person in front of the installed app: sees what a screen reader sees, clicks, types. Lives in the system where the app is installed.

Reads one JSON request a line from standard input and answers one line each."""

import json
import os
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

app = None
LOG = "/tmp/app.log"


def things(node, depth=0):
    """Everything below a node, from the top."""
    if node is None or depth > 60:
        return
    yield node
    try:
        count = node.get_child_count()
    except Exception:
        return
    for index in range(count):
        try:
            yield from things(node.get_child_at_index(index), depth + 1)
        except Exception:
            # What is painted anew goes away while it is looked at.
            continue


def seen():
    """Kind and words of everything on the screen."""
    found = []
    for node in things(Atspi.get_desktop(0)):
        try:
            found.append((node.get_role_name(), node.get_name() or text_of(node), node))
        except Exception:
            continue
    return found


def text_of(node):
    """What is written in a field."""
    text = node.get_text_iface()
    return "" if text is None else Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def find(kind, words, exact=False):
    for role, name, node in seen():
        if role == kind and (name == words if exact else words in name):
            return node
    return None


def wait_for(kind, words, limit, exact=False):
    """Waits for something on the screen: None when it does not come."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        node = find(kind, words, exact)
        if node is not None:
            return node
        if app is not None and app.poll() is not None:
            return None
        time.sleep(0.2)
    return None


def start(request):
    global app
    environment = dict(os.environ, GNOME_ACCESSIBILITY="1")
    log = open(LOG, "ab")
    words = ["tim-desktop", "--force-renderer-accessibility", "--disable-gpu", *request["args"]]
    app = subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    return True


def stop(_request):
    app.terminate()
    return app.wait(30)


def see(request):
    return wait_for(request["kind"], request["words"], request["limit"]) is not None


def click(request):
    node = wait_for(request["kind"], request["words"], request["limit"])
    if node is None:
        return False
    return bool(node.get_action_iface().do_action(0))


def write(request):
    """Puts the caret into a field and types, as the keyboard would."""
    node = wait_for(request["kind"], request["words"], request["limit"])
    if node is None:
        return False
    node.get_component_iface().grab_focus()
    time.sleep(0.3)
    subprocess.run(["xdotool", "type", "--delay", "20", request["text"]], check=True)
    subprocess.run(["xdotool", "key", "Return"], check=True)
    return True


def screen(_request):
    return [[role, name] for role, name, _node in seen() if name]


def status_of(process):
    with open(f"/proc/{process}/status") as file:
        return dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)


def renderers(_request):
    """How the processes that show pages are held."""
    found = []
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/cmdline", "rb") as file:
                words = file.read().replace(b"\0", b" ").decode()
            if "--type=renderer" not in words:
                continue
            status = status_of(process)
        except OSError:
            continue
        found.append(
            {
                "user": int(status["Uid"].split()[0]),
                "seccomp": int(status["Seccomp"]),
                "noNewPrivileges": int(status["NoNewPrivs"]),
                "isUnsandboxed": "--no-sandbox" in words,
            }
        )
    return found


def window_class(_request):
    """What the window tells the desktop of whose it is."""
    found = set()
    windows = subprocess.run(["xdotool", "search", "--name", "^Tim Desktop$"], capture_output=True, text=True).stdout
    for window in windows.split():
        answer = subprocess.run(["xprop", "-id", window, "WM_CLASS"], capture_output=True, text=True).stdout
        found.update(word.strip(' "\n') for word in answer.split("=")[-1].split(","))
    return sorted(found)


def log(_request):
    with open(LOG, errors="replace") as file:
        return file.read()


deeds = {deed.__name__: deed for deed in (start, stop, see, click, write, screen, renderers, window_class, log)}

for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({"value": deeds[request["do"]](request)}), flush=True)
