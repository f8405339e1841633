using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Attachments;

/// <summary>
/// Looks up what a prompt names with an @ and puts it beside the user's words. What cannot be shown is said to be so; a word that is no file
/// stays a word.
/// </summary>
/// <param name="workspace">Where names of files begin.</param>
/// <param name="files">Reads them, under the same rules as files that an editor attaches.</param>
/// <param name="code">Knows symbols and problems; null where nothing does.</param>
/// <param name="changes">Knows what git sees; null where nothing does.</param>
/// <param name="time">For what takes too long.</param>
public sealed class PromptReferences(Workspace workspace, FileAttachments files, ICodeIntelligence? code, IWorkspaceChanges? changes, TimeProvider time)
{
    private const int MostSymbols = 3;
    private const int LinesOfASymbol = 60;
    private const int MostCharacters = 30_000;

    private static readonly TimeSpan PatienceForSymbols = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PatienceForProblems = TimeSpan.FromMinutes(3);

    /// <param name="prompt">The user's words.</param>
    /// <param name="cancellationToken">Cancels the prompt.</param>
    /// <returns>What goes to the model behind them.</returns>
    public Task<ImmutableArray<ContentPart>> ResolveAsync(string prompt, CancellationToken cancellationToken) =>
        this.ResolveAsync(PromptReferenceReader.In(prompt), cancellationToken);

    public async Task<ImmutableArray<ContentPart>> ResolveAsync(ImmutableArray<PromptReference> references, CancellationToken cancellationToken)
    {
        var content = ImmutableArray.CreateBuilder<ContentPart>();
        var (count, left) = (0, FileAttachments.MostInAll);
        foreach (var reference in references)
        {
            if (count == FileAttachments.MostFiles || left < FileAttachments.LeastRoom)
            {
                content.AddRange(this.LeftOut(reference, count == FileAttachments.MostFiles
                    ? string.Create(CultureInfo.InvariantCulture, $"a prompt attaches at most {FileAttachments.MostFiles}")
                    : string.Create(CultureInfo.InvariantCulture, $"what stands before it has nearly the {FileAttachments.MostInAll} characters that a prompt attaches at most")));
                continue;
            }

            ImmutableArray<ContentPart> parts = reference switch
            {
                PromptReference.File file => await this.FileAsync(file, left, cancellationToken),
                PromptReference.Symbol symbol => await this.SymbolAsync(symbol.Name, left, cancellationToken),
                PromptReference.Changes => [await this.ChangesAsync(cancellationToken)],
                PromptReference.Problems => [await this.ProblemsAsync(cancellationToken)],
                _ => throw new InvalidOperationException("unknown reference"),
            };
            count += parts.IsEmpty ? 0 : 1;
            left -= parts.Sum(part => part is ContentPart.Text text ? text.Value.Length : 0);
            content.AddRange(parts);
        }

        return content.ToImmutable();
    }

    /// <summary>What the user typed with an @ and no link of the same prompt brings already.</summary>
    /// <param name="prompt">The user's words.</param>
    /// <param name="links">Addresses that the client sent along. Beside them a word with an @ may be the client's own way to write one, so only files that exist count.</param>
    public ImmutableArray<PromptReference> TypedIn(string prompt, IReadOnlyCollection<string> links)
    {
        var named = PromptReferenceReader.In(prompt);
        return links.Count == 0 ? named : [.. named.Where(reference => reference is not PromptReference.File file || this.IsLeftOut(file, links))];
    }

    private bool IsLeftOut(PromptReference.File file, IEnumerable<string> links) =>
        workspace.ResolveForReading(file.Path) is PathResolution.Inside(var path)
        && File.Exists(path.Absolute)
        && !links.Any(link => FileAttachments.Parse(link) is var (linked, range)
            && (range is null || range == file.Range)
            && workspace.ResolveForReading(linked) is PathResolution.Inside(var other)
            && other == path);

    /// <returns>Nothing for a word that is no file.</returns>
    private ImmutableArray<ContentPart> LeftOut(PromptReference reference, string why) => reference switch
    {
        PromptReference.File file => workspace.ResolveForReading(file.Path) is PathResolution.Inside(var path) && File.Exists(path.Absolute) ? [NotAttached(file.Path, why)] : [],
        PromptReference.Symbol symbol => [NotAttached($"symbol:{symbol.Name}", why)],
        PromptReference.Changes => [NotAttached("diff", why)],
        _ => [NotAttached("problems", why)],
    };

    private static ContentPart.Text NotAttached(string name, string why) => Said($"@{name} is not attached: {why}; look at it yourself where it is needed.");

    private async Task<ImmutableArray<ContentPart>> FileAsync(PromptReference.File file, int left, CancellationToken cancellationToken)
    {
        var looksLikeAPath = file.Path.Contains('/', StringComparison.Ordinal);
        switch (workspace.ResolveForReading(file.Path))
        {
            case PathResolution.Inside(var path) when Directory.Exists(path.Absolute):
                return [Said($"@{file.Path} is a folder; its files are not attached, look at them with list and read.")];
            case PathResolution.Inside(var path) when looksLikeAPath || File.Exists(path.Absolute):
                return await files.ReadAsync(path, file.Range, left, cancellationToken);
            case PathResolution.Rejected rejected when looksLikeAPath || this.IsLink(file.Path):
                return [Said($"@{file.Path} is not attached: {rejected.Message}")];
            case PathResolution.Inside when LooksLikeAFile(file.Path):
                return [Said($"@{file.Path} is not attached: there is no such file.")];
            default:
                return [];
        }
    }

    /// <summary>Whoever names one means it, wherever it leads.</summary>
    private bool IsLink(string name) => !name.Contains('\0', StringComparison.Ordinal) && new FileInfo(Path.Combine(workspace.Root, name)).LinkTarget is not null;

    /// <summary>A name of a person or a package has no such ending.</summary>
    private static bool LooksLikeAFile(string name) => Path.GetExtension(name) is { Length: > 1 and <= 7 } ending && ending[1..].All(char.IsAsciiLetterOrDigit);

    private async Task<ImmutableArray<ContentPart>> SymbolAsync(string name, int left, CancellationToken cancellationToken)
    {
        if (code is null)
        {
            return [Said($"@symbol:{name} is not attached: nothing here knows this workspace's symbols.")];
        }

        var found = await this.WithinAsync(PatienceForSymbols, token => code.FindSymbolsAsync(name, 20, token), cancellationToken);
        if (found.IsDefault)
        {
            return [Said($"@symbol:{name} is not attached: the index is not ready yet; ask find_symbol.")];
        }

        var exact = found.Where(symbol => IsNamed(symbol.Name, name)).ToList();
        if (exact.Count == 0)
        {
            return [Said($"@symbol:{name} is not attached: there is no such symbol.{(found.IsEmpty ? "" : $" Near it: {string.Join(", ", found.Take(MostSymbols).Select(symbol => symbol.Name))}.")}")];
        }

        var content = ImmutableArray.CreateBuilder<ContentPart>();
        foreach (var symbol in exact.Take(MostSymbols))
        {
            if (workspace.ResolveForReading(symbol.Path) is PathResolution.Inside(var path))
            {
                content.Add(Said(string.Create(CultureInfo.InvariantCulture, $"@symbol:{name} is {symbol.Name} in {path.Relative}:{symbol.Line}; the lines from there on:")));
                content.AddRange(await files.ReadAsync(path, new LineRange(symbol.Line, symbol.Line + LinesOfASymbol - 1), left / MostSymbols, cancellationToken));
            }
        }

        if (exact.Count > MostSymbols)
        {
            content.Add(Said($"{exact.Count - MostSymbols} more symbols of that name are not attached; ask find_symbol."));
        }

        return content.ToImmutable();
    }

    private async Task<ContentPart.Text> ChangesAsync(CancellationToken cancellationToken)
    {
        var seen = changes is null ? new WorkspaceChanges(null, "nothing here knows the repository") : await changes.SinceLastCommitAsync(cancellationToken);
        return seen.Text is { } text
            ? Attached($"the changes since the last commit{(seen.Remark is { } remark ? $" ({remark})" : "")}", text)
            : Said($"The changes since the last commit are not attached: {seen.Remark}.");
    }

    private async Task<ContentPart.Text> ProblemsAsync(CancellationToken cancellationToken)
    {
        var text = code is null ? null : await this.WithinAsync(PatienceForProblems, code.ProblemsAsync, cancellationToken);
        return text is null
            ? Said("The problems are not attached: nothing here knows them, or not in time; ask diagnostics, or build.")
            : Attached("what the compiler says", text);
    }

    /// <summary>Without its kind, its parameters, and as much of what it stands in as the user left out.</summary>
    private static bool IsNamed(string full, string name)
    {
        var end = full.AsSpan().IndexOfAny('(', '<');
        var plain = (end < 0 ? full : full[..end])[(full.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return plain == name || (plain.EndsWith(name, StringComparison.Ordinal) && plain[^(name.Length + 1)] == '.');
    }

    private static ContentPart.Text Attached(string what, string text)
    {
        var shown = text.Length <= MostCharacters ? text : text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
        var cut = shown.Length < text.Length ? ", cut here" : "";
        return new ContentPart.Text($"Attached by the user: {what}{cut}.\n{ToolText.Fenced(Guid.NewGuid().ToString("N"), TextOrigin.Workspace, shown)}") { IsOfWorkspace = true };
    }

    private static ContentPart.Text Said(string line) => new(CanonicalText.Line(line, 600).Text);

    /// <returns>The default when it takes too long.</returns>
    private async Task<T?> WithinAsync<T>(TimeSpan patience, Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return default;
        }
    }
}
