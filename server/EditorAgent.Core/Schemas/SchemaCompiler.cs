using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Schemas.Keywords;

namespace EditorAgent.Core.Schemas;

/// <summary>Turns a document into nodes, one for each schema that can be reached from its root, without recursion.</summary>
internal sealed class SchemaCompiler(SchemaRegistry registry)
{
    private const int MostNodes = 20_000;
    private const int MostFaults = 20;

    private readonly Dictionary<string, SchemaNode> nodes = new(StringComparer.Ordinal);
    private readonly Queue<(SchemaNode Node, SchemaPlace Place)> pending = new();
    private readonly HashSet<string> dynamicAnchors = new(StringComparer.Ordinal);
    private readonly List<SchemaFault> faults = [];

    public bool HasDynamicScope => this.dynamicAnchors.Count > 0;

    public ImmutableArray<SchemaFault> Faults => [.. this.faults];

    public SchemaNode CompileRoot(JsonElement schema)
    {
        if (!IsSchema(schema))
        {
            throw new SchemaException("A schema is an object, true or false.");
        }

        var root = this.NodeOf(registry.AddDocument(schema, ""));
        do
        {
            while (this.pending.TryDequeue(out var next))
            {
                next.Node.Keywords = this.KeywordsOf(next.Node, next.Place);
            }
        }
        while (this.CompileDynamicTargets());
        return root;
    }

    public SchemaNode NodeOf(SchemaPlace place)
    {
        var owned = registry.Owned(place);
        if (this.nodes.TryGetValue(owned.Key, out var known))
        {
            return known;
        }

        if (this.nodes.Count >= MostNodes)
        {
            throw new SchemaException("The schema is too large.");
        }

        var node = new SchemaNode(owned.Element, owned.Resource);
        this.nodes.Add(owned.Key, node);
        if (owned.Element.ValueKind == JsonValueKind.Object)
        {
            this.pending.Enqueue((node, owned));
        }
        else if (!IsSchema(owned.Element))
        {
            this.Fault(owned.Pointer, "is no schema: an object, true or false is wanted");
        }

        return node;
    }

    public void Fault(string pointer, string message)
    {
        if (this.faults.Count < MostFaults)
        {
            this.faults.Add(new SchemaFault(pointer, message));
        }
    }

    private static bool IsSchema(JsonElement element) => element.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False;

    private SchemaKeyword[] KeywordsOf(SchemaNode node, SchemaPlace place)
    {
        var keywords = new List<SchemaKeyword>();
        var source = new SchemaSource(this, place);
        var isReference = this.AddReferences(keywords, place, source);
        if (isReference && place.Resource.Dialect.IsOld)
        {
            // Up to draft-07 nothing counts beside a reference.
            return [.. keywords];
        }

        if (place.Resource.Dialect.Validates)
        {
            AssertionReader.AddGeneral(keywords, source);
        }

        ApplicatorReader.AddCombinations(keywords, source);
        if (place.Resource.Dialect.Validates)
        {
            AssertionReader.AddByKind(keywords, source);
        }

        ApplicatorReader.AddParts(keywords, source);
        if (!place.Resource.Dialect.IsOld)
        {
            ApplicatorReader.AddUnevaluated(keywords, source, node);
        }

        return [.. keywords];
    }

    private bool AddReferences(List<SchemaKeyword> keywords, SchemaPlace place, SchemaSource source)
    {
        var isReference = source.Text("$ref") is { } reference;
        if (isReference)
        {
            keywords.Add(new ReferenceKeyword(this.NodeOf(registry.Resolve(place.Resource, source.Text("$ref")!))));
        }

        if (place.Resource.Dialect.Draft == SchemaDraft.Draft2019 && source.Text("$recursiveRef") is { } recursive)
        {
            keywords.Add(new ReferenceKeyword(this.NodeOf(registry.Resolve(place.Resource, recursive))));
        }

        if (place.Resource.Dialect.Draft != SchemaDraft.Draft2020 || source.Text("$dynamicRef") is not { } dynamic)
        {
            return isReference;
        }

        var target = registry.Resolve(place.Resource, dynamic);
        var anchor = dynamic[(dynamic.IndexOf('#', StringComparison.Ordinal) + 1)..];
        if (!dynamic.Contains('#', StringComparison.Ordinal) || !target.Resource.DynamicAnchors.TryGetValue(anchor, out var carrier) || carrier.Key != target.Key)
        {
            keywords.Add(new ReferenceKeyword(this.NodeOf(target)));
            return isReference;
        }

        this.dynamicAnchors.Add(anchor);
        keywords.Add(new DynamicReferenceKeyword(this.NodeOf(target), anchor));
        return isReference;
    }

    /// <summary>Whatever a dynamic reference may lead to is compiled as well; that may bring further resources.</summary>
    private bool CompileDynamicTargets()
    {
        foreach (var anchor in this.dynamicAnchors)
        {
            for (var index = 0; index < registry.All.Count; index++)
            {
                var resource = registry.All[index];
                if (!resource.DynamicNodes.ContainsKey(anchor) && resource.DynamicAnchors.TryGetValue(anchor, out var place))
                {
                    resource.DynamicNodes.Add(anchor, this.NodeOf(place));
                }
            }
        }

        return this.pending.Count > 0;
    }
}
