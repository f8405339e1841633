using System.Collections.Immutable;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools;

/// <summary>
/// What a person is shown before deciding, the same words at every door: canonical (<see cref="CanonicalText"/>), with the grants that an
/// answer may choose. The files' new texts stand beside it.
/// </summary>
public sealed record ApprovalText
{
    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>The command line as a block, for calls that start a program.</summary>
    public string? Command { get; init; }

    /// <summary>Marks, why it is asked, how it runs: one line each, each with its own label.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>What "for this session" and "always" may store, exactly as it is shown; empty offers neither.</summary>
    public ImmutableArray<PermissionGrant> Grants { get; init; } = [];

    /// <summary>Whether anything of the call is left out of what is shown.</summary>
    public bool IsCut { get; init; }

    public static ApprovalText Of(string toolName, ToolPlan.Ready plan, string reason, ImmutableArray<string> marks)
    {
        var title = CanonicalText.Line(plan.Title, 200);
        var command = plan.Command is { } text ? CanonicalText.Block(text) : null;
        var isCut = command is { IsCut: true } || (command is null && title.IsCut);
        var isEscaped = title.IsEscaped || command is { IsEscaped: true };
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var mark in marks)
        {
            lines.Add($"Mark: {Shown(mark, ref isCut)}");
        }

        lines.Add($"Why asked: {Shown(reason, ref isCut)}");
        lines.Add($"Tool: {Shown(toolName, ref isCut)}");
        if (plan.Command is not null)
        {
            lines.Add($"Runs: {Manner(plan.Execution)}");
        }

        foreach (var note in plan.Notes)
        {
            lines.Add(Shown(note, ref isCut));
        }

        foreach (var diff in plan.Diffs)
        {
            lines.Add($"{(diff.OldText is null ? "New file" : "File")}: {Shown(diff.Path.Relative, ref isCut)}");
            AddInvisible(lines, diff);
        }

        return new ApprovalText { Title = title.Text, Command = command?.Text, Lines = lines.DrainToImmutable(), Grants = isCut || isEscaped ? [] : GrantsOf(plan, marks), IsCut = isCut };
    }

    /// <summary>
    /// What is asked about because of what it is (no sandbox, the network, a protected file, text that cannot be read) is approved for one
    /// call; so is what cannot be shown plainly.
    /// </summary>
    private static ImmutableArray<PermissionGrant> GrantsOf(ToolPlan.Ready plan, ImmutableArray<string> marks)
    {
        if (marks.Any(mark => mark != PermissionMarks.ProjectFileChanged)
            || (plan.Command is not null && plan.Execution is not { IsSandboxed: true, NeedsNetwork: false, Unreadable: null }))
        {
            return [];
        }

        return [.. plan.OfferedGrants.Where(grant => CanonicalText.Line(grant.Pattern) is { IsCut: false, IsEscaped: false })];
    }

    private static string Manner(Execution? execution) => execution switch
    {
        { IsSandboxed: true, NeedsNetwork: false } => "sandboxed, network off",
        { IsSandboxed: true } => "sandboxed, network on",
        _ => "NOT sandboxed, network on",
    };

    private static string Shown(string text, ref bool isCut)
    {
        var line = CanonicalText.Line(text);
        isCut |= line.IsCut;
        return line.Text;
    }

    /// <summary>An editor draws a diff itself; what it cannot draw is told beside it.</summary>
    private static void AddInvisible(ImmutableArray<string>.Builder lines, FileDiff diff)
    {
        var number = 0;
        foreach (var line in diff.NewText.AsSpan().EnumerateLines())
        {
            number++;
            if (DeceptiveCharacters.FirstInvisible(line) is { } invisible)
            {
                lines.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Mark: the new text holds the invisible character \\u{{{invisible.Value:x}}} in line {number}"));
                return;
            }
        }
    }
}
