namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Real;

public sealed class PyrightServer : RealServer
{
    protected override string Server => "pyright";

    protected override IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>
    {
        ["pyproject.toml"] = "[project]\nname = \"shop\"\nversion = \"1.0\"\n",
        ["shop/__init__.py"] = "",
        ["shop/store.py"] = """
            from abc import ABC, abstractmethod
            from functools import cache


            class Store(ABC):
                @abstractmethod
                def find(self, key: int) -> str: ...


            class MemoryStore(Store):
                def __init__(self) -> None:
                    self.rows: dict[int, str] = {}

                # Looks a row up.
                @cache
                def find(self, key: int) -> str:
                    return self.rows[key]


            """.ReplaceLineEndings("\n"),
        ["shop/service.py"] = "from shop.store import Store\n\n\ndef load(store: Store, key: int) -> str:\n    return store.find(key)\n\n\ndef twice(store: Store) -> str:\n    return load(store, 1) + load(store, 2)\n",
        ["shop/broken.py"] = "from shop.service import load\n\n\ndef broken() -> int:\n    return load(None, 1)\n",
    };
}
