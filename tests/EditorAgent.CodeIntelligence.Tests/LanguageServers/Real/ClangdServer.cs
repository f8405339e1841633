namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Real;

public sealed class ClangdServer : RealServer
{
    protected override string Server => "clangd";

    protected override IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>
    {
        ["compile_flags.txt"] = "-Wall\n-Iinclude\n",
        ["include/list.h"] = "#pragma once\n\nstruct list {\n  int count;\n};\n\n/* Adds to a list. */\nint list_add(struct list *list, int value);\n",
        ["src/list.c"] = "#include \"list.h\"\n\n// Counts only.\nint list_add(struct list *list, int value) {\n  list->count += value;\n  return list->count;\n}\n",
        ["src/main.c"] = "#include \"list.h\"\n\nstatic int run(void) {\n  struct list all = {0};\n  return list_add(&all, 2);\n}\n\nint main(void) {\n  int unused;\n  return run();\n}\n",
        ["src/shape.cpp"] = "struct Shape {\n  virtual ~Shape() = default;\n  virtual double area() const = 0;\n};\n\nstruct Square : Shape {\n  double side = 1;\n  double area() const override { return side * side; }\n};\n\ndouble measure(const Shape &shape) { return shape.area(); }\n",
    };
}
