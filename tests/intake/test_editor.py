"""The editor's own tools: schemas that are current, bound by folder, and a language server that speaks by them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from voc_build import cli
from voc_build.intake.kinds import KINDS
from voc_build.intake.load import load
from voc_build.intake.schema import schemas

ROOT = Path(cli.__file__).parents[1]
ARCHIVES = [name for name in ("data", "demo") if (ROOT / name / "taxonomy").is_dir()]
SETTINGS: dict[str, Any] = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
SERVER = ROOT / "node_modules/yaml-language-server/out/server/src/server.js"
CASE = "issues/2023-06/cases/01.yml"


@pytest.mark.parametrize("name", ARCHIVES)
def test_the_schemas_are_current(name: str) -> None:
    """`voc schema --data … --to …/schema` writes them anew."""
    folder = ROOT / name / "schema"
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}

    assert kept == schemas(load(ROOT / name).archive.taxonomy)


def test_every_file_of_an_archive_is_bound_to_its_schema() -> None:
    """By folder, for both archives, and to nothing on the network."""
    assert SETTINGS["yaml.schemas"] == {
        f"./{name}/schema/{kind.name}.schema.json": [f"{name}/{kind.glob}"]
        for name in ("data", "demo")
        for kind in KINDS
    }
    assert SETTINGS["yaml.schemaStore.enable"] is False


class Server:
    """A language server spoken to as an editor does, over standard input and output."""

    def __init__(self, root: Path) -> None:
        node = shutil.which("node") or str(ROOT / ".venv/bin/node")
        self.root = root
        self._process = subprocess.Popen(
            [node, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
        )
        self._asked = self._opened = 0
        self._told: list[dict[str, Any]] = []
        folder = {"uri": root.as_uri(), "name": "archive"}
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder],
                                "capabilities": {"workspace": {"configuration": True}}})  # fmt: skip
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": {}})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """The result of a request."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        return self._until(lambda message: message.get("id") == self._asked and "method" not in message)["result"]

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """A notification."""
        self._send({"method": method, "params": params})

    def open(self, file: str, text: str) -> list[dict[str, Any]]:
        """Open a file with this text; its diagnostics."""
        uri = (self.root / file).as_uri()
        self._opened += 1  # the server remembers what it read by version
        document = {"uri": uri, "languageId": "yaml", "version": self._opened, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        told = self._until(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
            )
        )
        return list(told["params"]["diagnostics"])

    def at(self, what: str, file: str, line: int, character: int) -> Any:
        """What is said at a place: `hover` or `completion`; line and character count from 0."""
        uri = (self.root / file).as_uri()
        place = {"line": line, "character": character}
        return self.ask(f"textDocument/{what}", {"textDocument": {"uri": uri}, "position": place})

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()

    def _until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while True:
            message = self._receive()
            if message.get("method") == "workspace/configuration":
                answers = [_section(item.get("section", "")) for item in message["params"]["items"]]
                self._send({"id": message["id"], "result": answers})
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
            elif wanted(message):
                return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        out = self._process.stdout
        assert out is not None
        length = 0
        while line := out.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server ended"
        message: dict[str, Any] = json.loads(out.read(length))
        return message


def _section(name: str) -> Any:
    """A section of the committed settings as VS Code hands it out: nested."""
    found = {key[len(name) + 1 :]: value for key, value in SETTINGS.items() if key.startswith(f"{name}.")}
    nested: dict[str, Any] = {}
    for key, value in found.items():
        at = nested
        *path, last = key.split(".")
        for step in path:
            at = at.setdefault(step, {})
        at[last] = value
    return nested or SETTINGS.get(name, {})


@pytest.fixture
def server(write: Callable[..., Path]) -> Iterator[Server]:
    """A language server in a checkout whose `data/` is the small archive."""
    if not SERVER.exists() and not os.environ.get("CI"):
        pytest.skip("node_modules/yaml-language-server is missing: make setup")
    data = write()
    assert cli.run(["schema", "--data", str(data), "--to", str(data / "schema")]) == 0
    running = Server(data.parent)
    yield running
    running.close()


def test_the_language_server_helps_an_editor(server: Server) -> None:
    """Names of the archive are offered, keys explained in Chinese, and faults told where they stand."""
    advice = "建议:\n  - {编号: R1, 对象: 各支行, 内容: 乙}\n"
    text = f"标题: 甲\n类型: 投诉\n机构: 云西分行\n业务: \n{advice}地点: 丙\n经过: 丁\n启示: 戊\n"
    told = {
        (one["range"]["start"]["line"], one["range"]["start"]["character"]) for one in server.open(f"data/{CASE}", text)
    }
    names = [one["label"] for one in server.at("completion", f"data/{CASE}", 2, 4)["items"]]
    businesses = [one["label"] for one in server.at("completion", f"data/{CASE}", 3, 4)["items"]]
    hover = server.at("hover", f"data/{CASE}", 7, 1)["contents"]["value"]

    assert {(2, 4), (6, 0)} <= told
    assert (5, text.splitlines()[5].index("各支行")) in told
    assert names[:3] == ["云溪分行", "砚北分行", "桑野分行"]
    assert "银行代理业务" in businesses
    assert "发生了什么" in hover


def test_a_skeleton_has_no_faults(server: Server) -> None:
    """What `voc new` writes is right in the editor too."""
    assert cli.run(["new", "2023-08", "--data", str(server.root / "data")]) == 0
    for name in ("issue.yml", "tickets.yml", "followups.yml"):
        file = f"data/issues/2023-08/{name}"
        assert server.open(file, (server.root / file).read_text(encoding="utf-8")) == []


def test_the_allow_list_is_helped_with(server: Server) -> None:
    """Its keys are offered and explained; a fingerprint that is none and an unknown key are told where they stand."""
    server.open("data/pii-allow.yml", "- 指纹: 3f9a0c12\n  \n")
    offered = {one["label"] for one in server.at("completion", "data/pii-allow.yml", 1, 2)["items"]}
    row = "{指纹: 3f9a0c1, 文件: issues/2023-06/cases/01.yml, 理由: 宣传栏编号, 批准人: 消保部, 到期: 2023-12-31}"
    text = f"- {row}\n- 指纹: 3f9a0c12\n  到其: 2023-12-31\n  \n"
    told = {
        (one["range"]["start"]["line"], one["range"]["start"]["character"])
        for one in server.open("data/pii-allow.yml", text)
    }
    hover = server.at("hover", "data/pii-allow.yml", 1, 3)["contents"]["value"]

    assert {(0, row.index("3f9a0c1") + 2), (2, 2)} <= told
    assert {"文件", "理由", "批准人", "到期"} <= offered
    assert "8 位指纹" in hover
