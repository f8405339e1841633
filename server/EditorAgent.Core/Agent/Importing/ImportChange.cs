using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Something that an import writes.</summary>
public abstract record ImportChange
{
    private ImportChange()
    {
    }

    /// <summary>A key at the root of config.toml.</summary>
    public sealed record Setting(string Key, string Value) : ImportChange;

    /// <summary>A table of config.toml that is not there yet, such as <c>providers.kimi</c>; values are TOML literals.</summary>
    public sealed record Table(ImmutableArray<string> Path, ImmutableArray<(string Key, string Literal)> Values) : ImportChange;

    /// <summary>Rules of config.toml; together they mean what the other program's one rule did, or are stricter.</summary>
    public sealed record Rules(string Decision, ImmutableArray<string> Patterns) : ImportChange;

    /// <summary>A text file that is not there yet.</summary>
    public sealed record File(string Path, string Text) : ImportChange;

    /// <summary>A folder that is not there yet, with the regular files of another.</summary>
    public sealed record Folder(string Path, string From) : ImportChange;
}
