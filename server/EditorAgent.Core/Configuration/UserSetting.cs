using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.Core.Configuration;

/// <summary>A text to be written into the user's file.</summary>
/// <param name="Table">Where; empty for the root.</param>
/// <param name="Key">The key in that table.</param>
/// <param name="Value">May be a secret: it is in no text made of this record.</param>
public sealed record UserSetting(ImmutableArray<string> Table, string Key, string Value)
{
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Key = {DottedKey.Of([.. this.Table, this.Key])}, Value = ***");
        return true;
    }
}
