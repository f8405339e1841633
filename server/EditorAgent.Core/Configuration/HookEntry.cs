using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.Core.Configuration;

/// <summary>One <c>[[hooks]]</c> as written; the hooks give it meaning.</summary>
/// <param name="Event">One of <see cref="KnownKeys.HookEvents"/>.</param>
/// <param name="Command">For bash.</param>
/// <param name="Origin">The line of its <c>command</c>.</param>
public sealed record HookEntry(string Event, string Command, ConfigurationOrigin Origin)
{
    public const int DefaultTimeout = 30;
    public const int LongestTimeout = 600;

    /// <summary>Which calls it is asked about, as a rule writes it; null asks about all.</summary>
    public string? Matcher { get; init; }

    public int TimeoutSeconds { get; init; } = DefaultTimeout;

    /// <summary>Whether a call does not run when the hook cannot say anything about it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Variables it gets beside the few that every started program has. Values may be secrets.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Names of variables it gets as this process has them.</summary>
    public ImmutableArray<string> PassedEnvironment { get; init; } = [];

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Event = {this.Event}, Command = {this.Command}, Origin = {this.Origin}");
        return true;
    }
}
