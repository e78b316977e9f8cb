"""核对这件事的整档有没有被改过。只要有 Python 3，哪台电脑都能运行，不用装别的东西，不联网。

    python3 verify_dossier.py                 在解开的文件夹里
    python3 verify_dossier.py dossier.zip     不用解开

读 manifest.json（办事后台的整档）或者 hashes.txt（网站上公开的），逐个文件核对 SHA-256；改过的、缺少的、
多出来的都会说。都没有变，最后打印清单指纹：办事后台的整档，请和后台“归档”页“下载过的整档”里的指纹对一对。

Is this file of a matter still what it was? Standard library only. It exits with 0 when everything is as it
was, 1 otherwise; compare the fingerprint of the whole file with those on the desk's 归档 page.
"""

import hashlib
import json
import sys
import zipfile
from pathlib import Path

MANIFEST, HASHES = "manifest.json", "hashes.txt"


class Folder:
    def __init__(self, path):
        self.path = Path(path)

    def names(self):
        return {
            one.relative_to(self.path).as_posix()
            for one in self.path.rglob("*")
            if one.is_file() and "__pycache__" not in one.parts
        }

    def read(self, name):
        return (self.path / name).read_bytes()


class Archive:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)

    def names(self):
        names = [one for one in self.zip.namelist() if not one.endswith("/")]
        if len(names) != len(set(names)):
            raise ValueError("a name stands twice in the archive")
        return set(names)

    def read(self, name):
        return self.zip.read(name)


def list_of(source):
    """The name of its list."""
    return MANIFEST if MANIFEST in source.names() else HASHES


def files_of(source):
    """{name: {"sha256": …}} of its list."""
    text = source.read(list_of(source)).decode()
    if list_of(source) == MANIFEST:
        return json.loads(text)["files"]
    rows = [line.split("  ", 1) for line in text.splitlines() if line.strip()]
    return {name: {"sha256": digest} for digest, name in rows}


def verify(source):
    """[(what is wrong, name)]; empty when everything is as it was."""
    names = source.names()
    if not names & {MANIFEST, HASHES}:
        return [("没有清单 no manifest", MANIFEST)]
    listed, own = files_of(source), list_of(source)
    wrong = [("缺少 missing", name) for name in sorted(set(listed) - names)]
    wrong += [("多出 not listed", name) for name in sorted(names - set(listed) - {own})]
    for name in sorted(set(listed) & names):
        data = source.read(name)
        if hashlib.sha256(data).hexdigest() != listed[name]["sha256"]:
            wrong.append(("改过 changed", name))
        elif len(data) != listed[name].get("size", len(data)):
            wrong.append(("大小不对 size", name))
    return wrong


def main(arguments):
    where = arguments[0] if arguments else str(Path(__file__).resolve().parent)
    source = Archive(where) if zipfile.is_zipfile(where) else Folder(where)
    wrong = verify(source)
    for what, name in wrong:
        print(f"✘ {what}: {name}")
    if wrong:
        print(f"有 {len(wrong)} 处不对。{len(wrong)} differences.")
        return 1
    print(f"✔ {len(source.names()) - 1} 个文件都没有改过。Every file is as it was.")
    own = list_of(source)
    print(f"  清单指纹 fingerprint of {own}: {hashlib.sha256(source.read(own)).hexdigest()}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, ValueError, KeyError) as error:
        print(f"✘ 读不了 cannot be read: {error}")
        sys.exit(1)
