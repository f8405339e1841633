using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Schemas.Keywords;

namespace EditorAgent.Core.Schemas;

/// <summary>
/// One check of one value. Going beyond a limit ends the whole check and not only the branch at hand: a refusal inside <c>not</c> must not
/// turn into consent.
/// </summary>
internal sealed class SchemaWalk
{
    private const int MostDepth = 1_000;
    private const int BaseSteps = 1_000_000;

    private readonly List<SchemaResource>? scope;
    private readonly List<object> path = [];
    private long stepsLeft;
    private int depth;
    private int quiet;

    public SchemaWalk(JsonElement value, bool hasDynamicScope, bool explains)
    {
        this.stepsLeft = BaseSteps + JsonMarshal.GetRawUtf8Value(value).Length;
        this.scope = hasDynamicScope ? [] : null;
        this.quiet = explains ? 0 : 1;
    }

    public SchemaViolation? Violation { get; private set; }

    /// <summary>Whether a limit was met: nothing that is found from here on counts.</summary>
    public bool IsStopped { get; private set; }

    public bool Explains => this.quiet == 0;

    /// <param name="node">What to check against.</param>
    /// <param name="value">What to check.</param>
    /// <param name="seen">Where to note what was looked at; null where nobody asks.</param>
    public bool Fits(SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (!this.Spend(1) || !this.Descend(node))
        {
            return false;
        }

        var isScope = this.Enter(node.Resource);
        var fits = node.NeedsSeen ? this.FitsKnowing(node, value, seen) : this.FitsAll(node, value, seen);
        if (isScope)
        {
            this.scope!.RemoveAt(this.scope.Count - 1);
        }

        this.depth--;
        return fits;
    }

    /// <summary>Checks without a word about why not.</summary>
    public bool FitsQuietly(SchemaNode node, JsonElement value, SeenParts? seen)
    {
        this.quiet++;
        var fits = this.Fits(node, value, seen);
        this.quiet--;
        return fits;
    }

    public bool FitsMember(SchemaNode node, string name, JsonElement value) => this.FitsPart(node, name, value);

    public bool FitsItem(SchemaNode node, int index, JsonElement value) => this.Explains ? this.FitsPart(node, index, value) : this.Fits(node, value, null);

    /// <returns>Always false.</returns>
    public bool Fail(SchemaNode node, string message)
    {
        this.Violation ??= new SchemaViolation(this.PathText(), message, node.Source);
        return false;
    }

    /// <returns>Always false.</returns>
    public bool FailMember(SchemaNode node, string name, string message)
    {
        if (this.Explains)
        {
            this.Violation ??= new SchemaViolation($"{this.PathText()}.{name}", message, node.Source, name);
        }

        return false;
    }

    /// <returns>Whether there is work left to spend; else the check is over.</returns>
    public bool Spend(long steps)
    {
        this.stepsLeft -= steps;
        return (this.stepsLeft >= 0 && !this.IsStopped) || this.Stop("takes too much work to check against its schema", default);
    }

    /// <returns>Always false.</returns>
    public bool Stop(string message, JsonElement schema)
    {
        if (!this.IsStopped)
        {
            this.IsStopped = true;
            this.Violation = new SchemaViolation(this.PathText(), message, schema.ValueKind == JsonValueKind.Undefined ? Empty.Value : schema) { IsUndecided = true };
        }

        return false;
    }

    /// <summary>The outermost schema on the way here that carries the dynamic anchor.</summary>
    public SchemaNode? Dynamic(string anchor)
    {
        foreach (var resource in this.scope!)
        {
            if (resource.DynamicNodes.TryGetValue(anchor, out var node))
            {
                return node;
            }
        }

        return null;
    }

    private bool FitsPart(SchemaNode node, object step, JsonElement value)
    {
        if (!this.Explains)
        {
            return this.Fits(node, value, null);
        }

        this.path.Add(step);
        var fits = this.Fits(node, value, null);
        this.path.RemoveAt(this.path.Count - 1);
        return fits;
    }

    private bool FitsAll(SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (node.IsNever)
        {
            return this.Explains && this.Fail(node, "is not allowed here");
        }

        foreach (var keyword in node.Keywords)
        {
            if (!keyword.Holds(this, node, value, seen))
            {
                return false;
            }
        }

        return true;
    }

    private bool FitsKnowing(SchemaNode node, JsonElement value, SeenParts? seen)
    {
        var own = new SeenParts();
        if (!this.FitsAll(node, value, own))
        {
            return false;
        }

        seen?.Add(own);
        return true;
    }

    private bool Descend(SchemaNode node)
    {
        if (this.depth < MostDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            this.depth++;
            return true;
        }

        return this.Stop("is nested too deeply", node.Source);
    }

    private bool Enter(SchemaResource resource)
    {
        if (this.scope is null || (this.scope.Count > 0 && ReferenceEquals(this.scope[^1], resource)))
        {
            return false;
        }

        this.scope.Add(resource);
        return true;
    }

    private string PathText()
    {
        var text = new StringBuilder("$");
        foreach (var step in this.path)
        {
            _ = step is int index ? text.Append(CultureInfo.InvariantCulture, $"[{index}]") : text.Append('.').Append(step);
        }

        return text.ToString();
    }

    private static class Empty
    {
        public static readonly JsonElement Value = JsonElement.Parse("{}");
    }
}
