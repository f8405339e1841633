using System.Text.Json;

namespace EditorAgent.Core.Schemas;

/// <summary>
/// Finds what schemas refer to: by address, by anchor, by pointer. It knows the document at hand, what was handed over with it, and the
/// specification's metaschemas, which are read only when they are named.
/// </summary>
internal sealed class SchemaRegistry(IReadOnlyDictionary<string, JsonElement> documents)
{
    private const int MostDepth = 256;
    private const int MostSchemas = 50_000;
    private const int LongestReference = 2_000;

    private readonly Dictionary<string, SchemaPlace> resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaPlace> anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaResource> owners = new(StringComparer.Ordinal);
    private SchemaDialect inherited = SchemaDialect.Newest;
    private int schemas;

    /// <summary>Every resource that was taken up so far.</summary>
    public List<SchemaResource> All { get; } = [];

    public SchemaPlace AddDocument(JsonElement root, string address)
    {
        var nameless = new SchemaResource(address, this.inherited);
        var place = new SchemaPlace(root, address, "", nameless);
        var resource = this.ResourceOf(place, isRoot: true);
        if (this.All.Count == 1)
        {
            // A document that does not say its revision is read by that of the one which refers to it.
            this.inherited = resource.Dialect;
        }

        this.owners[place.Key] = resource;
        place = place with { Resource = resource };
        this.resources[address] = place;
        this.resources[resource.Address] = place;
        this.Scan(place, 0);
        return place;
    }

    /// <exception cref="SchemaException">There is no such schema here.</exception>
    public SchemaPlace Resolve(SchemaResource from, string reference)
    {
        var (address, fragment) = SchemaAddress.Resolve(from.Address, reference);
        if (this.Find(address) is not { } place)
        {
            throw new SchemaException($"The schema refers to {Shown(reference)}, which is not part of it. References to other documents are never fetched.");
        }

        if (string.IsNullOrEmpty(fragment))
        {
            return place;
        }

        return (fragment[0] == '/' ? this.AtPointer(place, fragment) : this.AtAnchor(place, fragment))
            ?? throw new SchemaException($"The schema refers to {Shown(reference)}, which is not in it.");
    }

    /// <summary>The place as part of the resource that begins there, if one does.</summary>
    public SchemaPlace Owned(SchemaPlace place) =>
        this.owners.Count > 1 && this.owners.TryGetValue(place.Key, out var resource) ? place with { Resource = resource } : place;

    private static string Shown(string reference) => reference.Length <= 200 ? $"\"{reference}\"" : $"\"{reference[..200]}...\"";

    private SchemaPlace? Find(string address)
    {
        if (this.resources.TryGetValue(address, out var place))
        {
            return place;
        }

        if (address.Length > LongestReference)
        {
            return null;
        }

        return documents.TryGetValue(address, out var document) || Metaschemas.TryRead(address, out document) ? this.AddDocument(document, address) : null;
    }

    private SchemaPlace? AtAnchor(SchemaPlace place, string anchor) =>
        this.anchors.TryGetValue($"{place.Resource.Address}#{anchor}", out var found) ? found : null;

    private SchemaPlace? AtPointer(SchemaPlace place, string pointer)
    {
        foreach (var part in pointer[1..].Split('/'))
        {
            var token = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            JsonElement child;
            switch (place.Element.ValueKind)
            {
                case JsonValueKind.Object when place.Element.TryGetProperty(token, out child):
                    break;
                case JsonValueKind.Array when int.TryParse(token, System.Globalization.NumberStyles.None, null, out var index) && index < place.Element.GetArrayLength():
                    child = place.Element[index];
                    break;
                default:
                    return null;
            }

            place = this.Owned(place.Below(token, child));
        }

        return place;
    }

    private void Scan(SchemaPlace place, int depth)
    {
        if (depth > MostDepth)
        {
            throw new SchemaException("The schema is nested too deeply.");
        }

        if (++this.schemas > MostSchemas)
        {
            throw new SchemaException("The schema is too large.");
        }

        if (place.Element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (place.Pointer.Length > 0 && this.ResourceOf(place, isRoot: false) is var resource && !ReferenceEquals(resource, place.Resource))
        {
            this.owners[place.Key] = resource;
            place = place with { Resource = resource };
            this.resources.TryAdd(resource.Address, place);
        }

        this.NoteAnchors(place);
        foreach (var child in SchemaChildren.Of(place))
        {
            this.Scan(child, depth + 1);
        }
    }

    private void NoteAnchors(SchemaPlace place)
    {
        var resource = place.Resource;
        if (resource.Dialect.IsOld)
        {
            if (Text(place.Element, "$id") is ['#', _, ..] anchor && !place.Element.TryGetProperty("$ref"u8, out _))
            {
                this.anchors.TryAdd(resource.Address + anchor, place);
            }

            return;
        }

        if (Text(place.Element, "$anchor") is { } name)
        {
            this.anchors.TryAdd($"{resource.Address}#{name}", place);
        }

        if (Text(place.Element, "$dynamicAnchor") is { } dynamic)
        {
            this.anchors.TryAdd($"{resource.Address}#{dynamic}", place);
            resource.DynamicAnchors.TryAdd(dynamic, place);
        }
    }

    /// <summary>A new one where an address of its own is given, else the one at hand.</summary>
    private SchemaResource ResourceOf(SchemaPlace place, bool isRoot)
    {
        var element = place.Element;
        var id = element.ValueKind == JsonValueKind.Object ? Text(element, "$id") : null;
        if (id is not null && !isRoot && place.Resource.Dialect.IsOld && element.TryGetProperty("$ref"u8, out _))
        {
            id = null;
        }

        var address = id is null || id.StartsWith('#') || id.Length > LongestReference ? place.Resource.Address : SchemaAddress.Resolve(place.Resource.Address, id).Address;
        if (!isRoot && address == place.Resource.Address)
        {
            return place.Resource;
        }

        var dialect = element.ValueKind == JsonValueKind.Object && Text(element, "$schema") is { } metaschema
            ? this.DialectOf(metaschema) ?? place.Resource.Dialect
            : place.Resource.Dialect;
        var resource = new SchemaResource(address, dialect);
        this.All.Add(resource);
        return resource;
    }

    private SchemaDialect? DialectOf(string metaschema)
    {
        if (SchemaDialect.Known(metaschema) is { } known)
        {
            return known;
        }

        if (!documents.TryGetValue(metaschema.TrimEnd('#'), out var own) || own.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var draft = Text(own, "$schema") is { } above ? SchemaDialect.Known(above)?.Draft ?? SchemaDraft.Draft2020 : SchemaDraft.Draft2020;
        var validates = !own.TryGetProperty("$vocabulary"u8, out var vocabulary)
            || vocabulary.EnumerateObject().Any(entry => entry.Name.EndsWith("/vocab/validation", StringComparison.Ordinal));
        return new SchemaDialect(draft, validates);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
