using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary>A rule of a schema. Holds nothing against a value of a kind that it does not speak of.</summary>
internal abstract class SchemaKeyword
{
    /// <summary>Whether the value satisfies it; where it does not and words are wanted, it has said why.</summary>
    /// <param name="walk">The check at hand.</param>
    /// <param name="node">The schema it stands in.</param>
    /// <param name="value">What to check.</param>
    /// <param name="seen">Where to note which members or items it has looked at; null where nobody asks.</param>
    public abstract bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen);
}
