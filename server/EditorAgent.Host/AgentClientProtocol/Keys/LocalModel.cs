using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Host.AgentClientProtocol.Keys;

/// <summary>A model of a server on this machine, and what the user's file has to say for it to be used.</summary>
/// <param name="Endpoint">Loopback only.</param>
/// <param name="Model">As the server knows it.</param>
/// <param name="Provider">The name of the server in the file; one that is there already when it has the same address.</param>
/// <param name="Alias">The name of the model in the file.</param>
internal sealed record LocalModel(string Endpoint, string Model, string Provider, string Alias)
{
    /// <exception cref="StreamJsonRpc.LocalRpcException">This is no address on this machine, or no name of a model.</exception>
    public static LocalModel Of(string endpoint, string model, string? serverName, AgentConfiguration configuration)
    {
        var address = Checked(endpoint);
        if (string.IsNullOrWhiteSpace(model) || model.Length > 200 || model.Any(char.IsControl))
        {
            throw AcpErrors.InvalidParams("model must be the name of a model of that server.");
        }

        var known = configuration.Providers.FirstOrDefault(provider => provider.BaseUrl == address && provider.Type == ProviderType.OpenAi && provider.ApiKey is null);
        var provider = known?.Name ?? Free(Word(serverName ?? "local"), name => configuration.Providers.Any(taken => taken.Name == name));
        var alias = configuration.Models.FirstOrDefault(taken => taken.Provider == provider && taken.Model == model)?.Alias
            ?? Free(Name(model), name => configuration.Models.Any(taken => taken.Alias == name));
        return new LocalModel(address, model, provider, alias);
    }

    /// <summary>In the order they are written; the choice of the model comes last.</summary>
    public ImmutableArray<UserSetting> Settings =>
    [
        new(["providers", this.Provider], "base_url", this.Endpoint),
        new(["providers", this.Provider], "type", "openai"),
        new(["models", this.Alias], "model", this.Model),
        new(["models", this.Alias], "provider", this.Provider),
        new([], "default_model", this.Alias),
    ];

    public string Lines => $"""
        default_model = "{this.Alias}"

        [providers.{this.Provider}]
        type = "openai"
        base_url = "{this.Endpoint}"

        [models."{this.Alias}"]
        provider = "{this.Provider}"
        model = "{this.Model}"
        """;

    private static string Checked(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", IsLoopback: true, UserInfo: "", Query: "", Fragment: "" }
            ? endpoint.TrimEnd('/')
            : throw AcpErrors.InvalidParams("endpoint must be an http address on this machine, such as http://127.0.0.1:11434/v1. Others are written into config.toml by hand.");

    private static string Word(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant() is { Length: > 0 } word ? word : "local";

    /// <summary>What needs no escape inside quotes.</summary>
    private static string Name(string model) => string.Concat(model.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':' or '/' or '@' ? letter : '-'));

    private static string Free(string wanted, Predicate<string> isTaken)
    {
        var name = wanted;
        for (var number = 2; isTaken(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
        }

        return name;
    }
}
