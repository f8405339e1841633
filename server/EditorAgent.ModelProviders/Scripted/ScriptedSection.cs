using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>One mapping of a conversation file, read key by key; what nobody took is an error.</summary>
internal sealed class ScriptedSection
{
    private readonly string file;
    private readonly YamlMappingNode node;
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public ScriptedSection(string file, YamlNode node, string what)
    {
        this.file = file;
        this.node = node as YamlMappingNode ?? throw Error(file, node, $"{what} must be a mapping");
    }

    public long Line => this.node.Start.Line;

    public static ScriptedConversationException Error(string file, YamlNode node, string problem, Exception? inner = null) =>
        new(file, node.Start.Line, node.Start.Column, problem, inner);

    public ScriptedConversationException Error(string problem) => Error(this.file, this.node, problem);

    public YamlNode? Node(string key)
    {
        this.taken.Add(key);
        foreach (var (name, value) in this.node.Children)
        {
            if (name is YamlScalarNode scalar && scalar.Value == key)
            {
                return value;
            }
        }

        return null;
    }

    public ScriptedSection? Section(string key) => this.Node(key) is { } value ? new ScriptedSection(this.file, value, key) : null;

    public IEnumerable<YamlNode> List(string key) => this.Node(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        { } other => throw Error(this.file, other, $"{key} must be a list"),
    };

    public string? Text(string key) => this.Node(key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value ?? "",
        { } other => throw Error(this.file, other, $"{key} must be text"),
    };

    public T? Parsed<T>(string key, Func<string, T> parse)
        where T : class
    {
        if (this.Text(key) is not { } text)
        {
            return null;
        }

        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw Error(this.file, this.Node(key)!, $"{key}: {e.Message}", e);
        }
    }

    /// <summary>Null where the key is absent; a whole number from 0 otherwise.</summary>
    public int? Number(string key)
    {
        if (this.Text(key) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Error(this.file, this.Node(key)!, $"{key} must be a whole number from 0");
    }

    public bool Flag(string key) => this.Text(key) switch
    {
        null => false,
        "true" => true,
        _ => throw Error(this.file, this.Node(key)!, $"{key} can only be true; leave it out otherwise"),
    };

    /// <summary>Call when everything known has been asked for.</summary>
    public void Done()
    {
        foreach (var (name, _) in this.node.Children)
        {
            if (name is not YamlScalarNode { Value: { } key } || !this.taken.Contains(key))
            {
                throw Error(this.file, name, $"unknown key '{name}'; known here: {string.Join(", ", this.taken.Order(StringComparer.Ordinal))}");
            }
        }
    }
}
