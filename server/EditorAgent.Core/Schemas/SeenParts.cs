namespace EditorAgent.Core.Schemas;

/// <summary>What of one object or array some keyword has looked at; what is left is what <c>unevaluated*</c> speaks of.</summary>
internal sealed class SeenParts
{
    private HashSet<string>? names;
    private HashSet<int>? indices;
    private bool allNames;
    private int leading;

    public void Add(string name) => (this.names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);

    public void Add(int index) => (this.indices ??= []).Add(index);

    public void AddLeading(int count) => this.leading = Math.Max(this.leading, count);

    public void AddAllNames() => this.allNames = true;

    public void AddAllItems() => this.leading = int.MaxValue;

    public bool Has(string name) => this.allNames || this.names?.Contains(name) == true;

    public bool Has(int index) => index < this.leading || this.indices?.Contains(index) == true;

    public void Add(SeenParts other)
    {
        this.allNames |= other.allNames;
        this.leading = Math.Max(this.leading, other.leading);
        if (other.names is { } more)
        {
            (this.names ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(more);
        }

        if (other.indices is { } further)
        {
            (this.indices ??= []).UnionWith(further);
        }
    }
}
