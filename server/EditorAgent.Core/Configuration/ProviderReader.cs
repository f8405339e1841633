using System.Collections.Immutable;
using EditorAgent.Core.Telemetry;

namespace EditorAgent.Core.Configuration;

/// <summary>Makes <see cref="ProviderSettings"/> of merged settings: vendor's defaults, dialect by host, key by variable.</summary>
internal sealed class ProviderReader(SettingTable table, IReadOnlyDictionary<string, string> environment)
{
    public ProviderSettings Read(string name)
    {
        var type = table.TextOr("openai", "providers", name, "type");
        var url = this.BaseUrl(name, type);
        var settings = new ProviderSettings
        {
            Name = name,
            Type = type switch
            {
                "anthropic" => ProviderType.Anthropic,
                "scripted" => ProviderType.Scripted,
                _ => ProviderType.OpenAi,
            },
            BaseUrl = url,
            ApiKey = this.ApiKey(name, type, url),
            Dialect = this.Dialect(name, type, url),
            Headers = this.Headers(name),
            Formulas = this.Formulas(name, type),
        };
        SecretMask.Learn(settings.ApiKey);
        foreach (var (_, value) in settings.Headers)
        {
            SecretMask.Learn(value);
        }

        return settings;
    }

    private string BaseUrl(string name, string type)
    {
        var url = type switch
        {
            "moonshot" => table.TextOr("https://api.moonshot.ai/v1", "providers", name, "base_url"),
            "anthropic" => table.TextOr("https://api.anthropic.com", "providers", name, "base_url"),
            "openai" => table.TextOr("https://api.openai.com/v1", "providers", name, "base_url"),
            _ => table.Text("providers", name, "base_url") ?? throw this.Wrong(name, "needs base_url, the conversation's file"),
        };
        if (type == "scripted")
        {
            return this.ConversationFile(name, url);
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            throw this.Wrong(name, "must be an http or https address, for example https://api.moonshot.ai/v1", "base_url");
        }

        if (address.UserInfo.Length > 0 || address.Query.Length > 0)
        {
            throw this.Wrong(name, "must hold no user name, password or query. Put the key into api_key or api_key_env", "base_url");
        }

        return url.TrimEnd('/');
    }

    /// <summary>A file named in config.toml lies beside it; one named in the environment is relative to where the command was given.</summary>
    private string ConversationFile(string name, string file)
    {
        var origin = table.OriginOf("providers", name, "base_url");
        return origin.Layer == ConfigurationLayer.User ? Path.GetFullPath(file, Path.GetDirectoryName(origin.Source)!) : Path.GetFullPath(file);
    }

    private string? ApiKey(string name, string type, string url)
    {
        if (table.Text("providers", name, "api_key_env") is { } variable)
        {
            if (environment.TryGetValue(variable, out var value) && value.Length > 0)
            {
                return this.Checked(name, value.Trim(), url);
            }

            var origin = table.OriginOf("providers", name, "api_key_env");
            table.Warn($"{origin}: the variable that {DottedKey.Of("providers", name, "api_key_env")} names is not set: {name} is used without a key.");
            return null;
        }

        if (table.Text("providers", name, "api_key") is { } key)
        {
            return this.Checked(name, key.Trim(), url);
        }

        // The vendor's own variable serves the vendor's own type, never an address of somebody else.
        if (type == "moonshot" && DialectOf(url) == ChatDialect.Moonshot && environment.TryGetValue("MOONSHOT_API_KEY", out var vendor) && vendor.Trim().Length > 0)
        {
            table.Set(vendor.Trim(), new ConfigurationOrigin(ConfigurationLayer.Environment, "MOONSHOT_API_KEY", 0), "providers", name, "api_key");
            return this.Checked(name, vendor.Trim(), url);
        }

        return null;
    }

    private string? Checked(string name, string key, string url)
    {
        if (key.Any(character => character is < ' ' or > '~'))
        {
            throw this.Wrong(name, "holds characters that no key has (line breaks or non-ASCII). Paste it again", "api_key");
        }

        if (key.Length > 0 && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == "http" && !address.IsLoopback)
        {
            table.Warn($"{table.OriginOf("providers", name, "base_url")}: {name} gets its key over http, which others on the network can read. Use https.");
        }

        return key.Length == 0 ? null : key;
    }

    private ChatDialect Dialect(string name, string type, string url) => table.Text("providers", name, "dialect") switch
    {
        "generic" => ChatDialect.Generic,
        "openai" => ChatDialect.OpenAi,
        "moonshot" => ChatDialect.Moonshot,
        _ => type == "moonshot" ? ChatDialect.Moonshot : DialectOf(url),
    };

    private static ChatDialect DialectOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host switch
    {
        "api.moonshot.ai" or "api.moonshot.cn" or "api.kimi.com" => ChatDialect.Moonshot,
        "api.openai.com" => ChatDialect.OpenAi,
        _ => ChatDialect.Generic,
    }
    : ChatDialect.Generic;

    private ImmutableDictionary<string, string> Headers(string name)
    {
        var headers = ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase);
        foreach (var header in table.NamesBelow("providers", name, "headers"))
        {
            headers = headers.SetItem(header, table.Text("providers", name, "headers", header)!);
        }

        return headers;
    }

    private ImmutableArray<string> Formulas(string name, string type)
    {
        var formulas = ImmutableArray.CreateBuilder<string>();
        foreach (var index in table.NamesBelow("providers", name, "formulas"))
        {
            if (type is not ("openai" or "moonshot"))
            {
                throw this.Wrong(name, "belongs to providers of the types moonshot and openai", "formulas");
            }

            var formula = table.Text("providers", name, "formulas", index)!.Trim();
            if (!IsFormula(formula))
            {
                throw this.Wrong(name, "must name a formula such as \"moonshot/web-search:latest\"", "formulas", index);
            }

            formulas.Add(formula);
        }

        return [.. formulas.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>OWNER/NAME:TAG; it becomes part of an address, so nothing else may stand in it.</summary>
    private static bool IsFormula(string formula) =>
        formula.Length <= 200
        && formula.Split('/') is [var owner, var rest]
        && rest.Split(':') is [var bare, var tag]
        && new[] { owner, bare, tag }.All(part => part.Length > 0 && char.IsAsciiLetterOrDigit(part[0]) && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'));

    private ConfigurationException Wrong(string name, string complaint, params ReadOnlySpan<string> key) =>
        new($"{table.OriginOf(["providers", name, .. key])}: {DottedKey.Of(["providers", name, .. key])} {complaint}.");
}
