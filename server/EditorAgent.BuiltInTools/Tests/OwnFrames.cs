using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>The frames of a stack trace whose source lies in the workspace.</summary>
internal sealed partial class OwnFrames(Workspace workspace, IWorkspaceFiles files)
{
    /// <summary>Where it broke, with the line and the one before it, and by which line of the workspace that was called, if by another.</summary>
    public async Task<string> DescribeAsync(string stackTrace, CancellationToken cancellationToken)
    {
        var frames = this.In(stackTrace);
        if (frames.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        var (path, line) = frames[0];
        text.Append(CultureInfo.InvariantCulture, $"  at {path.Relative}:{line}\n");
        await this.AppendSourceAsync(text, path, line, cancellationToken);
        if (frames[^1] != frames[0])
        {
            text.Append(CultureInfo.InvariantCulture, $"  called from {frames[^1].Path.Relative}:{frames[^1].Line}\n");
        }

        return text.ToString();
    }

    private ImmutableArray<(WorkspacePath Path, int Line)> In(string stackTrace)
    {
        var frames = ImmutableArray.CreateBuilder<(WorkspacePath, int)>();
        foreach (Match match in Frame().Matches(stackTrace))
        {
            if (workspace.ResolveForReading(match.Groups["path"].Value) is PathResolution.Inside inside
                && File.Exists(inside.Path.Absolute)
                && int.TryParse(match.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            {
                frames.Add((inside.Path, line));
            }
        }

        return frames.ToImmutable();
    }

    private async Task AppendSourceAsync(StringBuilder text, WorkspacePath path, int line, CancellationToken cancellationToken)
    {
        if (await files.ReadAsync(path, cancellationToken) is not { } snapshot)
        {
            return;
        }

        var lines = Encoding.UTF8.GetString(snapshot.Bytes.Span).Split('\n');
        for (var number = Math.Max(1, line - 1); number <= Math.Min(line, lines.Length); number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {number,4}{(number == line ? '>' : '|')} {lines[number - 1].TrimEnd()}\n");
        }
    }

    [GeneratedRegex(@" in (?<path>[^\r\n]+?):line (?<line>[0-9]+)", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Frame();
}
