using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Telemetry;
using EditorAgent.Host.Composition;
using EditorAgent.ModelProviders.Discovery;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Keys;

/// <summary>Keys and model servers for clients whose users have no terminal. A key goes into the user's file and nowhere else.</summary>
internal sealed class KeyRequests(AgentComposition composition)
{
    private const string Moonshot = "moonshot";
    private const string MoonshotUrl = "https://api.moonshot.ai/v1";
    private const int LongestKey = 4_096;

    public async Task<KeyStatusResult> StatusAsync(CancellationToken cancellationToken)
    {
        var configuration = composition.ConfigurationFor(null);
        var found = await composition.Discovery.FindAsync(cancellationToken);
        var chosen = ModelSelection.From(configuration, null) is ModelSelection.Selected selected ? selected.Model.Alias : null;
        return new KeyStatusResult
        {
            Providers = [.. configuration.Providers.Select(provider => ProviderOf(provider, configuration)), .. Offered(configuration)],
            Models = [.. configuration.Models.Select(model => new ConfiguredModel
            {
                Name = model.Alias,
                Provider = model.Provider,
                Model = model.Model,
                IsDefault = model.Alias == chosen,
                IsUsable = configuration.Providers.Any(provider => provider.Name == model.Provider && (provider.ApiKey is not null || !NeedsKey(provider))),
            })],
            LocalServers = [.. found.Select(server => ServerOf(server, configuration))],
        };
    }

    public SetKeyResult Set(SetKeyParams wanted)
    {
        var key = wanted.Key.Trim();
        SecretMask.Learn(key);
        if (key.Length is 0 or > LongestKey || key.Any(character => character is <= ' ' or > '~'))
        {
            throw AcpErrors.InvalidParams("This is no key: it is empty, or holds blanks, line breaks or characters that no key has. Nothing was kept; paste it again.");
        }

        var configuration = composition.ConfigurationFor(null);
        var table = ImmutableArray.Create("providers", wanted.Provider);
        if (configuration.Providers.FirstOrDefault(provider => provider.Name == wanted.Provider) is not { } provider)
        {
            if (wanted.Provider != Moonshot)
            {
                throw AcpErrors.InvalidParams($"There is no provider of that name. Providers: {string.Join(", ", configuration.Providers.Select(known => known.Name).Append(Moonshot).Distinct())}.");
            }

            new UserFile(composition.Home).Set(new UserSetting(table, "api_key", key), new UserSetting(table, "type", Moonshot));
        }
        else if (VariableOf(provider, configuration) is { } variable)
        {
            throw AcpErrors.InvalidRequest($"The key of {provider.Name} comes from {variable}, which wins over what is kept here. Nothing was kept; change it there.");
        }
        else if (configuration.OriginOf("providers", provider.Name, "type") is { Layer: ConfigurationLayer.Environment })
        {
            if (provider.Name != Moonshot)
            {
                throw AcpErrors.InvalidRequest($"{provider.Name} is made of environment variables, which win over what is kept here. Nothing was kept; set EDITORAGENT_API_KEY.");
            }

            // Known from a variable alone so far: from here on the file speaks of it.
            new UserFile(composition.Home).Set(new UserSetting(table, "api_key", key), new UserSetting(table, "base_url", provider.BaseUrl), new UserSetting(table, "type", Moonshot));
        }
        else
        {
            new UserFile(composition.Home).Set(new UserSetting(table, "api_key", key));
        }

        return composition.ConfigurationFor(null).Providers.Any(now => now.Name == wanted.Provider && now.ApiKey == key)
            ? new SetKeyResult()
            : throw AcpErrors.InvalidRequest($"The key of {wanted.Provider} was written into {composition.Home.ConfigurationFile}, but another one wins over it. Look there.");
    }

    public async Task<UseLocalServerResult> UseLocalAsync(UseLocalServerParams wanted, CancellationToken cancellationToken)
    {
        var configuration = composition.ConfigurationFor(null);
        var found = await composition.Discovery.FindAsync(cancellationToken);
        var server = found.FirstOrDefault(server => server.BaseUrl == wanted.Endpoint.TrimEnd('/'));
        var model = LocalModel.Of(wanted.Endpoint, wanted.Model, server?.Name, configuration);
        var file = new UserFile(composition.Home).Set(model.Settings.AsSpan());
        return new UseLocalServerResult { Name = model.Alias, File = file };
    }

    private static ProviderKey ProviderOf(ProviderSettings provider, AgentConfiguration configuration) => new()
    {
        Name = provider.Name,
        IsSet = provider.ApiKey is not null,
        Source = provider.ApiKey is null ? null : VariableOf(provider, configuration) ?? OriginOf(provider, "api_key", configuration)?.ToString(),
        Endpoint = provider.BaseUrl,
        NeedsKey = NeedsKey(provider),
    };

    /// <summary>What a key alone would make usable.</summary>
    private static IEnumerable<ProviderKey> Offered(AgentConfiguration configuration) => configuration.Providers.Any(provider => provider.Name == Moonshot)
        ? []
        : [new ProviderKey { Name = Moonshot, IsSet = false, Endpoint = MoonshotUrl, NeedsKey = true }];

    private static LocalModelServer ServerOf(DiscoveredEndpoint server, AgentConfiguration configuration) => new()
    {
        Name = server.Name,
        Endpoint = server.BaseUrl,
        Models = [.. server.Models],
        Configuration = server.Model is { } model ? LocalModel.Of(server.BaseUrl, model, server.Name, configuration).Lines : "",
        IsConfigured = configuration.Providers.Any(provider => provider.BaseUrl == server.BaseUrl),
    };

    private static bool NeedsKey(ProviderSettings provider) =>
        provider.Type != ProviderType.Scripted && Uri.TryCreate(provider.BaseUrl, UriKind.Absolute, out var address) && !address.IsLoopback;

    /// <summary>The variable that gives the key and cannot be overruled by the file; null where the file does.</summary>
    private static string? VariableOf(ProviderSettings provider, AgentConfiguration configuration) =>
        OriginOf(provider, "api_key_env", configuration) is { } named ? $"the variable that {named} names"
        : OriginOf(provider, "api_key", configuration) is { Layer: ConfigurationLayer.Environment, Source: "EDITORAGENT_API_KEY" and var variable } ? variable
        : null;

    private static ConfigurationOrigin? OriginOf(ProviderSettings provider, string key, AgentConfiguration configuration) =>
        configuration.OriginOf("providers", provider.Name, key);
}
