using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using EditorAgent.Core.Models;
using EditorAgent.Core.Models.Images;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Attachments;

/// <summary>
/// Reads the files of the workspace that a user attaches to a prompt, whole or some lines (<c>#L10-20</c>), as the editor has them. What lies
/// outside, what a rule keeps from being read without asking and what may hold secrets stays a link: the model can ask for it like for
/// any other file. What is shown counts as read.
/// </summary>
/// <param name="workspace">Where the files lie.</param>
/// <param name="files">Their contents.</param>
/// <param name="withheld">What is not read unasked.</param>
/// <param name="ledger">Learns what the model has seen.</param>
/// <param name="images">Makes images fit; null leaves files of images links.</param>
public sealed partial class FileAttachments(Workspace workspace, IWorkspaceFiles files, WithheldFiles withheld, ReadLedger ledger, ImageFitting? images = null)
{
    /// <summary>How the line over a file begins.</summary>
    internal const string Heading = "Attached by the user: ";

    internal const int MostFiles = 20;
    internal const int MostInAll = 300_000;

    /// <summary>With room for less than this, nothing more is attached.</summary>
    internal const int LeastRoom = MostCharacters / 10;

    private const int MostCharacters = 60_000;

    /// <param name="links">Addresses as the client sent them; those of other things than files are passed over.</param>
    /// <param name="cancellationToken">Cancels the prompt.</param>
    /// <returns>What goes to the model beside the user's words; a file that is not shown is said to be so.</returns>
    public async Task<ImmutableArray<ContentPart>> ReadAsync(IEnumerable<string> links, CancellationToken cancellationToken)
    {
        var content = ImmutableArray.CreateBuilder<ContentPart>();
        var left = MostInAll;
        foreach (var link in links.Distinct(StringComparer.Ordinal).Take(MostFiles))
        {
            if (Parse(link) is { } file && workspace.ResolveForReading(file.Path) is PathResolution.Inside(var path) && !Directory.Exists(path.Absolute))
            {
                var parts = await this.ReadAsync(path, file.Range, left, cancellationToken);
                content.AddRange(parts);
                left -= parts.Sum(part => part is ContentPart.Text text ? text.Value.Length : 0);
                if (left < LeastRoom)
                {
                    break;
                }
            }
        }

        return content.DrainToImmutable();
    }

    /// <summary>One file, or some lines of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="range">Null for all of it.</param>
    /// <param name="left">How many characters there is room for.</param>
    /// <param name="cancellationToken">Cancels the prompt.</param>
    public async Task<ImmutableArray<ContentPart>> ReadAsync(WorkspacePath path, LineRange? range, int left, CancellationToken cancellationToken)
    {
        var most = Math.Min(left, MostCharacters);
        if (withheld.DecideReading(path) != PermissionDecision.Allow)
        {
            return [NotShown(path, "a rule or its name says that it is not read unasked; call the read tool if you need it")];
        }

        try
        {
            var snapshot = await files.ReadAsync(path, cancellationToken);
            if (snapshot is null)
            {
                return [NotShown(path, "it does not exist")];
            }

            if (TextContent.Decode(snapshot.Bytes.Span) is not { } text)
            {
                return ImageHeader.Read(snapshot.Bytes.Span) is null || images is null
                    ? [NotShown(path, "it is not text")]
                    : await this.ShownAsync(path, snapshot.Bytes, images, cancellationToken);
            }

            ledger.Saw(path, snapshot.Hash);
            return [Shown(path, text.Text, range, most)];
        }
        catch (WorkspaceFileException failure)
        {
            return [NotShown(path, failure.Message)];
        }
    }

    private async Task<ImmutableArray<ContentPart>> ShownAsync(WorkspacePath path, ReadOnlyMemory<byte> bytes, ImageFitting fitting, CancellationToken cancellationToken) =>
        await Task.Run(() => fitting.Fit(bytes), cancellationToken) switch
        {
            FittedImage.Usable usable =>
            [
                new ContentPart.Text($"Attached by the user: the image {CanonicalText.Line(path.Relative).Text}, {usable.Told}."),
                usable.Image with { IsOfWorkspace = true },
            ],
            FittedImage.Refused refused => [NotShown(path, refused.Why)],
            _ => throw new InvalidOperationException("unknown image"),
        };

    private static ContentPart.Text Shown(WorkspacePath path, string text, LineRange? range, int most)
    {
        var lines = text.Split('\n');
        var total = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        var (first, last) = range is { } wanted ? (Math.Clamp(wanted.First, 1, Math.Max(1, total)), Math.Clamp(wanted.Last, 1, Math.Max(1, total))) : (1, total);
        var shown = string.Join('\n', lines[(first - 1)..Math.Max(first - 1, last)]);
        var cut = "";
        if (shown.Length > most)
        {
            var end = shown.LastIndexOf('\n', most) is var line && line > 0 ? line : most;
            last = first + shown.AsSpan(0, end).Count('\n');
            shown = shown[..end];
            cut = "; cut here, read the rest with the read tool";
        }

        var what = string.Create(CultureInfo.InvariantCulture, $"lines {first}-{last} of {total}{cut}");
        return new ContentPart.Text($"{Heading}the file {CanonicalText.Line(path.Relative).Text}, {what}.\n{ToolText.Fenced(Guid.NewGuid().ToString("N"), TextOrigin.Workspace, shown)}")
        {
            IsOfWorkspace = true,
        };
    }

    private static ContentPart.Text NotShown(WorkspacePath path, string why) =>
        new($"The attached file {CanonicalText.Line(path.Relative).Text} is not shown: {why.TrimEnd('.')}.");

    /// <returns>Null for the address of anything else than a file here.</returns>
    internal static (string Path, LineRange? Range)? Parse(string link)
    {
        if (!Uri.TryCreate(link, UriKind.Absolute, out var address) || !address.IsFile || address.IsUnc)
        {
            return null;
        }

        var lines = Lines().Match(address.Fragment);
        if (!lines.Success || !int.TryParse(lines.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var first))
        {
            return (address.LocalPath, null);
        }

        var last = int.TryParse(lines.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var end) ? end : first;
        return (address.LocalPath, new LineRange(Math.Min(first, last), Math.Max(first, last)));
    }

    [GeneratedRegex(@"^#L(\d{1,9})(?:-L?(\d{1,9}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Lines();
}
