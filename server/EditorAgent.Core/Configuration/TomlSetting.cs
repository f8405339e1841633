using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>One key of a TOML file, or the header of a table.</summary>
/// <param name="Path">The key's segments from the root; elements of arrays are numbered from 0.</param>
/// <param name="Value"><see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>; null for a table or an array.</param>
/// <param name="Line">1-based.</param>
internal sealed record TomlSetting(ImmutableArray<string> Path, object? Value, int Line)
{
    public string Key => DottedKey.Of(this.Path.AsSpan());
}
