using System.Collections.Immutable;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>
/// What a call would do, worked out before anyone is asked and without any effect. What is shown to the user, judged by the rules,
/// hashed and executed is this one object.
/// </summary>
public abstract record ToolPlan
{
    private ToolPlan()
    {
    }

    /// <summary>The call makes no sense as it stands; <paramref name="Message"/> tells the model how to correct itself.</summary>
    public sealed record Refused(string Message) : ToolPlan;

    /// <summary>The call can run.</summary>
    public sealed record Ready : ToolPlan
    {
        /// <summary>One line for a person, for example <c>Edit src/Invoice.cs</c>.</summary>
        public required string Title { get; init; }

        public required ToolKind Kind { get; init; }

        /// <summary>Whether it changes nothing and starts nothing.</summary>
        public required bool IsReadOnly { get; init; }

        public ImmutableArray<ToolAccess> Accesses { get; init; } = [];

        public ImmutableArray<PermissionSubject> Subjects { get; init; } = [];

        /// <summary>Files as they would become. The tool writes exactly these bytes or nothing.</summary>
        public ImmutableArray<FileDiff> Diffs { get; init; } = [];

        /// <summary>The exact command line, for calls that start a program.</summary>
        public string? Command { get; init; }

        /// <summary>Further lines for the person who is asked: the program's path, what it reads outside the workspace. Shown whole, beside the title.</summary>
        public ImmutableArray<string> Notes
        {
            get => field.IsDefault ? field = this.WriteNotes?.Invoke() ?? [] : field;
            init;
        }

        /// <summary>Gives <see cref="Notes"/> when they are read first, from nothing but what was planned: nobody reads those of a call that a rule allows.</summary>
        public Func<ImmutableArray<string>>? WriteNotes { private get; init; }

        /// <summary>For calls that start a program: how it would run.</summary>
        public Execution? Execution { get; init; }

        /// <summary>Whether it makes the workspace's own code or configuration run; then it runs only in a trusted workspace.</summary>
        public bool NeedsTrust { get; init; }

        /// <summary>What a person should see before it happens (<see cref="PermissionMarks"/>), found while planning; each asks, in every mode.</summary>
        public ImmutableArray<string> Cautions { get; init; } = [];

        public ImmutableArray<ToolLocation> Locations { get; init; } = [];

        /// <summary>The grants that "always" may store, from narrow to wide, never wider than what is shown; empty offers none.</summary>
        public ImmutableArray<PermissionGrant> OfferedGrants { get; init; } = [];

        /// <summary>The arguments that a person may change before allowing the call; it is then planned and judged again.</summary>
        public ImmutableArray<string> EditableArguments { get; init; } = [];

        /// <summary>Whatever the tool wants to find again when it runs; never shown.</summary>
        public object? State { get; init; }
    }
}
