using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Symbols;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Finds the one declaration that an edit names, on the text as the batch has left it so far.</summary>
internal sealed class EditTargets(EditedFiles files)
{
    private const int MostListed = 15;

    /// <returns>
    /// The declaration and its file; or an answer that says why there is none, with the file when it is known, whose version may explain it.
    /// </returns>
    public async Task<((WorkingFile File, Declaration? Declaration)? Target, CodeAnswer? Refusal)> FindAsync(CodeEdit edit, CancellationToken cancellationToken)
    {
        var address = this.Parse(edit.Symbol!);
        if ((string.IsNullOrEmpty(edit.Path) ? address.Path : edit.Path) is { } path)
        {
            return this.FindInFile(path, address);
        }

        var candidates = await this.CandidatesAsync(address, cancellationToken);
        var found = new List<(WorkingFile File, Declaration Declaration)>();
        CodeAnswer? denied = null;
        foreach (var candidate in candidates)
        {
            var (file, refusal) = files.Get(candidate);
            if (file is not null)
            {
                found.AddRange(In(file, address).Select(declaration => (file, declaration)));
            }
            else if (Declares(candidate, address))
            {
                denied ??= refusal;
            }
        }

        found = Preferred(found, address);
        return found.Count switch
        {
            1 => (found[0], null),
            0 => (null, denied ?? await this.NotFoundAsync(address, cancellationToken)),
            _ => (null, Ambiguous(address, found)),
        };
    }

    /// <summary>Of a stack trace the first frame that lies in the workspace is meant, else the first that has a name.</summary>
    private DeclarationAddress Parse(string written)
    {
        if (SymbolAddress.Parse(written) is not SymbolAddress.StackTrace(var frames, _))
        {
            return DeclarationAddress.Parse(written);
        }

        var own = frames.FirstOrDefault(frame => frame is { Path: { } path, Line: not null }
            && files.Effective.Resolve(path) is PathResolution.Inside({ Absolute: var absolute }) && File.Exists(absolute));
        var named = own is { Path: { } place } ? $"{place}:{own.Line}" : frames.Select(frame => frame.Symbol?.ToString()).FirstOrDefault(name => name is not null);
        return DeclarationAddress.Parse(named ?? written);
    }

    private ((WorkingFile File, Declaration? Declaration)? Target, CodeAnswer? Refusal) FindInFile(string path, DeclarationAddress address)
    {
        var (file, refusal) = files.Get(path);
        if (file is null)
        {
            return (null, refusal);
        }

        if (!file.IsCSharp)
        {
            return (null, CodeAnswer.Failed(CodeError.Unsupported, $"{file.Name} is not C#; use replace_text without sym"));
        }

        var found = Preferred([.. In(file, address).Select(declaration => (file, declaration))], address);
        return found.Count switch
        {
            1 => (found[0], null),
            0 => ((file, null), NotIn(file, address)),
            _ => (null, Ambiguous(address, found)),
        };
    }

    /// <summary>A line number speaks of the file as it was before the batch.</summary>
    private static ImmutableArray<Declaration> In(WorkingFile file, DeclarationAddress address)
    {
        if (address.Line is null || file.Original is not { } original || original.Text == file.Text)
        {
            return address.FindIn(file.Root, file.Text);
        }

        var before = new WorkingFile(file.Name, file.Path, original, file.ParseOptions);
        return [.. address.FindIn(before.Root, before.Text).SelectMany(meant => Declaration.In(file.Root).Where(one => one.Display == meant.Display))];
    }

    private static List<(WorkingFile File, Declaration Declaration)> Preferred(List<(WorkingFile File, Declaration Declaration)> found, DeclarationAddress address)
    {
        if (found.Count < 2 || address.Line is not null)
        {
            return found;
        }

        var exact = found.Where(one => one.Declaration.Display == address.Written || one.Declaration.FullName == address.Written).ToList();
        found = exact.Count > 0 ? exact : found;

        // The name of a type is also that of its constructors; without a parameter list the type is meant.
        var types = found.Where(one => one.Declaration.Parameters is null).Select(one => one.Declaration.FullName).ToHashSet(StringComparer.Ordinal);
        return [.. found.Where(one => !types.Any(type => one.Declaration.FullName == $"{type}.{one.Declaration.Name}" && type.EndsWith(one.Declaration.Name, StringComparison.Ordinal)))];
    }

    private async Task<ImmutableArray<string>> CandidatesAsync(DeclarationAddress address, CancellationToken cancellationToken)
    {
        var word = address.LastName;
        var stored = await DeclarationFiles.WithWordAsync(files.Solution, files.Effective, word ?? "", cancellationToken);
        return [.. stored.Concat(files.Open.Where(file => !file.IsDeleted && file.IsCSharp).Select(file => file.Path)).Distinct(StringComparer.Ordinal)];
    }

    private bool Declares(string path, DeclarationAddress address) =>
        files.Effective.Resolve(path) is PathResolution.Inside && files.Effective.Read(path) is FileReading.Found({ } file)
        && new WorkingFile(files.Effective.NameOf(path), path, file, EditedFiles.ParsedAlone) is var read && !In(read, address).IsEmpty;

    private async Task<CodeAnswer> NotFoundAsync(DeclarationAddress address, CancellationToken cancellationToken)
    {
        var nearest = files.Open.Where(file => file.IsCSharp && !file.IsDeleted)
            .SelectMany(file => Declaration.In(file.Root).Where(one => one.Name == address.LastName).Select(one => $"{one.Display}  {Place(file, one)}"))
            .Take(MostListed).ToList();
        if (nearest.Count == 0 && files.Solution is not null && await GeneratedSymbols.DeclarerOfAsync(files.Solution, address, cancellationToken) is { } generator)
        {
            return CodeAnswer.Failed(CodeError.Unsupported, $"{address.Written} is declared in {generator}, which a source generator writes; change what it is generated from");
        }

        return CodeAnswer.Failed(
            CodeError.SymbolNotFound,
            nearest.Count > 0 ? $"no declaration {address.Written}; there are\n{string.Join('\n', nearest)}" : $"no declaration {address.Written} in the workspace's C# files");
    }

    private static CodeAnswer NotIn(WorkingFile file, DeclarationAddress address)
    {
        var all = Declaration.In(file.Root).ToList();
        var alike = all.Where(one => one.Name == address.LastName).ToList();
        var listed = (alike.Count > 0 ? alike : all).Take(MostListed).Select(one => $"{one.Display}  {Place(file, one)}");
        return CodeAnswer.Failed(CodeError.SymbolNotFound, $"no declaration {address.Written} in {file.Name}; there are\n{string.Join('\n', listed)}");
    }

    private static CodeAnswer Ambiguous(DeclarationAddress address, List<(WorkingFile File, Declaration Declaration)> found)
    {
        var listed = found.Take(MostListed).Select(one => $"{one.Declaration.Display}  {Place(one.File, one.Declaration)}");
        var more = found.Count > MostListed ? $"\nand {found.Count - MostListed} more" : "";
        return CodeAnswer.Failed(
            CodeError.AmbiguousSymbol,
            $"{address.Written} has {found.Count} declarations; name one by its parameter types, by path and sym, or as path:line\n{string.Join('\n', listed)}{more}");
    }

    private static string Place(WorkingFile file, Declaration declaration) => $"{file.Name}:{NumberedLines.At(file.Text, declaration.Node.SpanStart)}";
}
