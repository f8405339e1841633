using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>What a server can do: what it said at the start, and what it registered and took back since. Safe to use from several threads.</summary>
internal sealed class ServerCapabilities
{
    private const int MostRegistrations = 1000;

    private static readonly FrozenDictionary<string, string> Providers = new Dictionary<string, string>
    {
        ["textDocument/documentSymbol"] = "documentSymbolProvider",
        ["workspace/symbol"] = "workspaceSymbolProvider",
        ["textDocument/definition"] = "definitionProvider",
        ["textDocument/typeDefinition"] = "typeDefinitionProvider",
        ["textDocument/references"] = "referencesProvider",
        ["textDocument/implementation"] = "implementationProvider",
        ["textDocument/prepareCallHierarchy"] = "callHierarchyProvider",
        ["textDocument/prepareTypeHierarchy"] = "typeHierarchyProvider",
        ["textDocument/hover"] = "hoverProvider",
        ["textDocument/rename"] = "renameProvider",
        ["textDocument/codeAction"] = "codeActionProvider",
        ["textDocument/rangeFormatting"] = "documentRangeFormattingProvider",
        ["textDocument/diagnostic"] = "diagnosticProvider",
        ["workspace/executeCommand"] = "executeCommandProvider",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Registration> registrations = new(StringComparer.Ordinal);
    private JsonElement declared;

    /// <summary>Counts up with each registration, so that what was derived from them can be made anew.</summary>
    public int Generation { get; private set; }

    public void Declare(JsonElement capabilities)
    {
        lock (this.gate)
        {
            this.declared = capabilities;
        }
    }

    public void Register(Registration registration)
    {
        lock (this.gate)
        {
            if (this.registrations.Count < MostRegistrations)
            {
                this.registrations[registration.Id] = registration;
                this.Generation++;
            }
        }
    }

    public void Unregister(string id)
    {
        lock (this.gate)
        {
            if (this.registrations.Remove(id))
            {
                this.Generation++;
            }
        }
    }

    /// <param name="method">A request.</param>
    public bool Has(string method) => this.Options(method) is not null;

    /// <summary>A flag among a request's options, for example <c>resolveProvider</c>.</summary>
    public bool HasOption(string method, string option) =>
        this.Options(method) is { ValueKind: JsonValueKind.Object } options && options.TryGetProperty(option, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The text of an option, or null.</summary>
    public string? TextOption(string method, string option) =>
        this.Options(method) is { ValueKind: JsonValueKind.Object } options && options.TryGetProperty(option, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public ImmutableArray<string> Commands =>
    [
        .. this.AllOptions("workspace/executeCommand")
            .Where(options => options.ValueKind == JsonValueKind.Object && options.TryGetProperty("commands", out var names) && names.ValueKind == JsonValueKind.Array)
            .SelectMany(options => options.GetProperty("commands").EnumerateArray())
            .Where(name => name.ValueKind == JsonValueKind.String)
            .Select(name => name.GetString()!),
    ];

    /// <summary>0 none, 1 the whole text, 2 what changed.</summary>
    public int SyncKind => this.Member("textDocumentSync") switch
    {
        { ValueKind: JsonValueKind.Number } kind => kind.TryGetInt32(out var value) ? value : 0,
        { ValueKind: JsonValueKind.Object } options when options.TryGetProperty("change", out var change) && change.TryGetInt32(out var kind) => kind,
        _ => this.AllOptions("textDocument/didChange").Select(options => options.ValueKind == JsonValueKind.Object
            && options.TryGetProperty("syncKind", out var kind) && kind.TryGetInt32(out var value) ? value : 1).FirstOrDefault(),
    };

    /// <summary>Null when the server does not want to hear of saving; else whether with the text.</summary>
    public bool? SaveWithText
    {
        get
        {
            if (this.Member("textDocumentSync") is { ValueKind: JsonValueKind.Object } sync && sync.TryGetProperty("save", out var save) && save.ValueKind is JsonValueKind.True or JsonValueKind.Object)
            {
                return IncludesText(save);
            }

            return this.AllOptions("textDocument/didSave").Select(options => (bool?)IncludesText(options)).FirstOrDefault();
        }
    }

    public string PositionEncoding => this.Member("positionEncoding") is { ValueKind: JsonValueKind.String } encoding ? encoding.GetString()! : "utf-16";

    /// <summary>Whether the server wants <c>workspace/didCreateFiles</c> and its like.</summary>
    /// <param name="operation"><c>didCreate</c>, <c>didRename</c> or <c>didDelete</c>.</param>
    public bool WantsFiles(string operation) =>
        (this.Member("workspace") is { ValueKind: JsonValueKind.Object } workspace
            && workspace.TryGetProperty("fileOperations", out var operations)
            && operations.ValueKind == JsonValueKind.Object
            && operations.TryGetProperty(operation, out var wanted)
            && wanted.ValueKind == JsonValueKind.Object)
        || this.AllOptions($"workspace/{operation}Files").Any();

    public ImmutableArray<JsonElement> Registered(string method)
    {
        lock (this.gate)
        {
            return [.. this.registrations.Values.Where(registration => registration.Method == method).Select(registration => registration.RegisterOptions ?? default)];
        }
    }

    private static bool IncludesText(JsonElement save) =>
        save.ValueKind == JsonValueKind.Object && save.TryGetProperty("includeText", out var include) && include.ValueKind == JsonValueKind.True;

    private JsonElement? Options(string method)
    {
        foreach (var options in this.AllOptions(method))
        {
            return options;
        }

        return null;
    }

    private IEnumerable<JsonElement> AllOptions(string method) =>
        Providers.TryGetValue(method, out var member) && this.Member(member) is { ValueKind: JsonValueKind.True or JsonValueKind.Object } said
            ? this.Registered(method).Prepend(said)
            : this.Registered(method);

    private JsonElement Member(string name)
    {
        lock (this.gate)
        {
            return this.declared.ValueKind == JsonValueKind.Object && this.declared.TryGetProperty(name, out var value) ? value : default;
        }
    }
}
