using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

/// <summary>The files of one moment, as answers quote them. What no project has is read from the disk.</summary>
internal sealed class ShownFiles(ImmutableDictionary<string, SourceFile> files)
{
    public ShownFile? Find(string path) => files.TryGetValue(path, out var file) ? Of(file) : ShownFile.TryRead(path);

    private static ShownFile? Of(SourceFile file) =>
        file.Read() is { Hash: { } hash, Problem: null } content ? ShownFile.Of(new OpenBuffer(file.Path, content.Text.ToString(), hash)) : null;
}
