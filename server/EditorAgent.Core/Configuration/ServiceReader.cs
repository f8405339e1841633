using EditorAgent.Core.Telemetry;

namespace EditorAgent.Core.Configuration;

/// <summary>Makes settings of what is said of services beside the models: web, search, telemetry.</summary>
internal sealed class ServiceReader(SettingTable table, IReadOnlyDictionary<string, string> environment)
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public WebSettings Web() => new() { AllowsLoopback = table.Flag("web", "allow_loopback") ?? false, Search = this.Search() };

    /// <summary>The environment alone switches nothing on: such variables are set for whole machines.</summary>
    public TelemetrySettings Telemetry()
    {
        var isEnabled = table.Flag("telemetry", "enabled");
        var written = table.Text("telemetry", "otlp_endpoint");
        if (isEnabled == false || (isEnabled is null && written is null))
        {
            return new TelemetrySettings();
        }

        var address = written ?? environment.GetValueOrDefault(EndpointVariable)?.Trim();
        if (string.IsNullOrEmpty(address))
        {
            table.Warn($"{table.OriginOf("telemetry", "enabled")}: telemetry.enabled has no effect: there is no endpoint. Write telemetry.otlp_endpoint, for example \"http://127.0.0.1:4318\", or set {EndpointVariable}.");
            return new TelemetrySettings();
        }

        return new TelemetrySettings
        {
            Endpoint = written is null ? AddressOf(address) ?? throw new ConfigurationException($"{EndpointVariable}: must be an http or https address, for example http://127.0.0.1:4318.") : this.Address(written, "telemetry", "otlp_endpoint"),
            IncludesContent = table.Flag("telemetry", "content") ?? false,
        };
    }

    private SearchSettings? Search()
    {
        if (table.Text("services", "search", "base_url") is not { } written)
        {
            return table.Text("services", "search", "api_key_env") is null
                ? null
                : throw new ConfigurationException($"{table.OriginOf("services", "search", "api_key_env")}: services.search has a key and no base_url. Add base_url = \"https://...\".");
        }

        return new SearchSettings(this.Address(written, "services", "search", "base_url")) { ApiKey = this.SearchKey() };
    }

    private string? SearchKey()
    {
        if (table.Text("services", "search", "api_key_env") is not { } variable)
        {
            return null;
        }

        if (!environment.TryGetValue(variable, out var value) || value.Trim() is not { Length: > 0 } key)
        {
            table.Warn($"{table.OriginOf("services", "search", "api_key_env")}: the variable that services.search.api_key_env names is not set: the search service is used without a key.");
            return null;
        }

        if (key.Any(character => character is < ' ' or > '~'))
        {
            throw new ConfigurationException($"{table.OriginOf("services", "search", "api_key_env")}: the variable's value holds characters that no key has (line breaks or non-ASCII). Set it again.");
        }

        SecretMask.Learn(key);
        return key;
    }

    private Uri Address(string written, params ReadOnlySpan<string> path) => AddressOf(written)
        ?? throw new ConfigurationException($"{table.OriginOf(path)}: {DottedKey.Of(path)} must be an http or https address without user name, for example http://127.0.0.1:4318.");

    private static Uri? AddressOf(string written) =>
        Uri.TryCreate(written, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0 && address.UserInfo.Length == 0 ? address : null;
}
