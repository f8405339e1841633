using System.Collections.Immutable;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>What is started, word by word; made with the plan, so that what was judged is what runs.</summary>
internal sealed record ShellInvocation(string Program, ImmutableArray<string> Arguments, string Directory, TimeSpan Timeout)
{
    /// <summary>Nobody waits for it to end.</summary>
    public bool IsBackground { get; init; }
}
