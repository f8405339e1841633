using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools.Delegation;

namespace EditorAgent.Core.Tools;

/// <summary>What came of a call.</summary>
public sealed record ToolResult
{
    /// <summary>For the model. Capped by the pipeline; the whole goes to a spill file.</summary>
    public required ImmutableArray<ContentPart> Content { get; init; }

    public bool IsError { get; init; }

    /// <summary>Where the text comes from: how far it can be believed.</summary>
    public TextOrigin Origin { get; init; }

    /// <summary>Whether the text has to arrive character by character and needs no fence, because each line begins with something of ours.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether the text is handed on whole, whatever its length: part of it says nothing. Exact, too.</summary>
    public bool IsVerbatim { get; init; }

    /// <summary>Whether it tells something that an earlier call of the same could not: then repeating that call was no going in circles.</summary>
    public bool IsNews { get; init; }

    /// <summary>What was really written, for the client and the checkpoint.</summary>
    public ImmutableArray<FileDiff> Diffs { get; init; } = [];

    /// <summary>Files whose text it shows, where the plan could not name them; for the folders' notes for agents.</summary>
    public ImmutableArray<ToolLocation> Shown { get; init; } = [];

    /// <summary>The new plan, when the call was the plan tool's.</summary>
    public ImmutableArray<PlanEntry>? Plan { get; init; }

    /// <summary>What the user's hooks say about it, for the model; stands behind the results of the whole answer.</summary>
    public string? HookMessage { get; init; }

    /// <summary>Counts of a test run, when the call was one.</summary>
    public TestRunSummary? Tests { get; init; }

    /// <summary>What a subagent took, when the call gave it a task.</summary>
    public SubagentUse? Subagent { get; init; }

    public static ToolResult Success(string text) => new() { Content = [new ContentPart.Text(text)] };

    /// <summary>A text that only its addressee can read, or that is worth nothing unless it is whole.</summary>
    public static ToolResult Verbatim(string text) => new() { Content = [new ContentPart.Text(text)], IsExact = true, IsVerbatim = true };

    /// <summary>Said by EditorAgent beside what others wrote.</summary>
    public static ContentPart Remark(string text) => new ContentPart.Text(text) { IsOwn = true };

    /// <summary>An error that helps the model to correct itself: what is wrong, what was expected, what to do next.</summary>
    public static ToolResult Error(string text) => new() { Content = [new ContentPart.Text(text)], IsError = true };

    public string Text => string.Concat(Content.OfType<ContentPart.Text>().Select(part => part.Value));
}
