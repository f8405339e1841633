using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Mcp.Settings;

/// <summary>
/// Makes our entry of another program's. Secrets that stand in it become inputs; what their program allowed by itself is not allowed here.
/// </summary>
internal sealed partial class ServerTranslation(McpServerScope into, string name, JsonArray theirInputs)
{
    private const int LongestText = 16 * 1024;

    private static readonly ImmutableArray<string> SameMeaning = ["command", "cwd", "url", "enabled", "startupTimeoutMs", "toolTimeoutMs", "enabledTools", "disabledTools"];
    private static readonly ImmutableArray<string> Permissions = ["autoApprove", "alwaysAllow", "trust", "permissions"];
    private static readonly ImmutableArray<string> Meaningless = ["description", "gallery", "version", "dev", "icon", "provider", "$schema"];

    private readonly JsonObject entry = [];
    private readonly List<string> notes = [];
    private readonly Dictionary<string, McpInput> inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> secrets = new(StringComparer.Ordinal);

    public void Note(string note) => this.notes.Add(note);

    public ImportedServer Of(string file, JsonObject server)
    {
        try
        {
            foreach (var (member, value) in server)
            {
                this.Take(member, value);
            }

            if (!this.entry.ContainsKey("command") && !this.entry.ContainsKey("url"))
            {
                throw new McpSettingsException("it has neither a command nor a url");
            }

            this.HideSecrets();
            return this.Result(file, this.entry);
        }
        catch (Exception unusable) when (unusable is McpSettingsException or InvalidOperationException or FormatException)
        {
            this.notes.Insert(0, $"Not taken over: {(unusable is McpSettingsException ? unusable.Message : "it is damaged")}.");
            return this.Result(file, null);
        }
    }

    private ImportedServer Result(string file, JsonObject? made) => new(
        name, file, made, made is null ? [] : [.. this.inputs.Values], made is null ? ImmutableDictionary<string, string>.Empty : this.secrets.ToImmutableDictionary(), [.. this.notes]);

    private void Take(string member, JsonNode? value)
    {
        switch (member)
        {
            case "type" or "transport":
                this.TakeTransport($"{value}");
                break;
            case "args":
                this.entry["args"] = new JsonArray([.. (value as JsonArray ?? throw new McpSettingsException("its args is no list")).Select(item => (JsonNode)this.Filled(TextOf(item, "args")))]);
                break;
            case "env" or "headers":
                this.entry[member] = this.Named(member, value as JsonObject ?? throw new McpSettingsException($"its {member} is no object"));
                break;
            case "disabled":
                if (value is JsonValue truth && truth.GetValueKind() == JsonValueKind.True)
                {
                    this.entry["enabled"] = false;
                }

                break;
            case "bearerTokenEnvVar" when into == McpServerScope.User:
                this.entry[member] = TextOf(value, member);
                break;
            case "bearerTokenEnvVar":
                this.AddHeader("Authorization", $"Bearer {this.Asked(TextOf(value, member), $"Value of {TextOf(value, member)}")}");
                break;
            case "roots" or "inputs":
                break;
            default:
                this.TakeOther(member, value);
                break;
        }
    }

    private void TakeOther(string member, JsonNode? value)
    {
        if (SameMeaning.Contains(member))
        {
            this.entry[member] = value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? this.Filled(TextOf(value, member)) : value?.DeepClone();
        }
        else if (Permissions.Contains(member))
        {
            this.Note($"{member} is not taken over: what runs without asking is decided by your own permissions");
        }
        else if (!Meaningless.Contains(member))
        {
            this.Note(member switch
            {
                "envFile" => "envFile is not taken over: put the variables it needs into env",
                "headersHelper" => "headersHelper is not taken over: it runs a program; use headers with ${input:ID}, or log in",
                "oauth" or "auth" => $"{member} is not taken over: log in with editor-agent mcp-config login {name}",
                "timeout" => "timeout is not taken over: set toolTimeoutMs",
                _ => $"{CanonicalText.Line(member, 60)} is not taken over: there is no such setting here",
            });
        }
    }

    private void TakeTransport(string transport)
    {
        if (transport is "sse")
        {
            this.entry["transport"] = "sse";
        }
        else if (transport is not ("stdio" or "http" or "streamable-http" or "streamableHttp"))
        {
            throw new McpSettingsException($"its transport {CanonicalText.Line(transport, 40)} is none of stdio, http and sse");
        }
    }

    private JsonObject Named(string member, JsonObject values)
    {
        var named = new JsonObject();
        foreach (var (key, value) in values)
        {
            if (value is null)
            {
                this.Note($"{member} {CanonicalText.Line(key, 60)} is not taken over: nothing is taken away from the environment here");
                continue;
            }

            named[key] = this.Filled(value is JsonValue text && text.GetValueKind() != JsonValueKind.String ? text.ToJsonString() : TextOf(value, member));
        }

        return named;
    }

    private void AddHeader(string header, string value)
    {
        var headers = this.entry["headers"] as JsonObject ?? [];
        headers[header] = value;
        this.entry["headers"] = headers;
    }

    /// <summary>Their placeholders as ours.</summary>
    private string Filled(string text) => Placeholder().Replace(text, match =>
    {
        var inside = match.Groups[1].Value;
        switch (inside)
        {
            case "workspaceFolder":
                return match.Value;
            case "CLAUDE_PROJECT_DIR" or "workspaceRoot":
                return "${workspaceFolder}";
            case "userHome" when into == McpServerScope.User:
                return Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            case "/" or "pathSeparator":
                return Path.DirectorySeparatorChar.ToString();
        }

        if (inside.StartsWith("input:", StringComparison.Ordinal))
        {
            return this.AskedAsThere(inside["input:".Length..]);
        }

        var variable = inside.StartsWith("env:", StringComparison.Ordinal) ? inside["env:".Length..] : inside;
        var standard = variable.IndexOf(":-", StringComparison.Ordinal);
        if (standard >= 0)
        {
            this.Note($"the value that stands in for a missing {variable[..standard]} is not taken over");
            variable = variable[..standard];
        }

        if (!Variable().IsMatch(variable))
        {
            throw new McpSettingsException($"there is nothing here for {CanonicalText.Line(match.Value, 60)}");
        }

        return into == McpServerScope.User ? $"${{env:{variable}}}" : this.Asked(variable, $"Value of {variable}");
    });

    private string AskedAsThere(string id)
    {
        var theirs = theirInputs.OfType<JsonObject>().FirstOrDefault(input => $"{input["id"]}" == id);
        if (theirs is null || $"{theirs["type"]}" is not ("promptString" or "pickString"))
        {
            throw new McpSettingsException($"it needs the input {CanonicalText.Line(id, 60)}, which only its own program can ask for");
        }

        if ($"{theirs["type"]}" == "pickString")
        {
            this.Note($"the input {id} offered a choice; here it is typed");
        }

        return this.Asked(id, theirs["description"] is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : id, theirs["password"] is not JsonValue hidden || hidden.GetValueKind() == JsonValueKind.True);
    }

    private string Asked(string id, string description, bool isSecret = true)
    {
        var usable = NotOfAnId().Replace(id, "-");
        usable = usable[..Math.Min(usable.Length, 64)];
        this.inputs[usable] = new McpInput(usable, description[..Math.Min(description.Length, 500)], isSecret);
        return $"${{input:{usable}}}";
    }

    /// <summary>What stands there in plain sight goes where secrets are kept.</summary>
    private void HideSecrets()
    {
        foreach (var secret in LiteralSecrets.In(this.entry).ToList())
        {
            if (secret.Member is not ("env" or "headers"))
            {
                throw new McpSettingsException($"its {secret.Member} {secret.Name} holds what looks like a secret, and it cannot be told which part of it: add it by hand with ${{input:ID}}".Replace("  ", " ", StringComparison.Ordinal));
            }

            var prefix = secret.Value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? secret.Value[..7] : "";
            var asked = this.Asked($"{name}-{secret.Name}", $"{secret.Name} of {name}");
            this.secrets[asked["${input:".Length..^1]] = secret.Value[prefix.Length..];
            this.entry[secret.Member]![secret.Name] = prefix + asked;
            this.Note($"{secret.Member} {secret.Name} is kept with your secrets, not in the file");
        }
    }

    private static string TextOf(JsonNode? node, string member) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: <= LongestText } text
            ? text
            : throw new McpSettingsException($"its {member} is no text, or too long");

    [GeneratedRegex(@"\$\{([^${}]{1,300})\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,255}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Variable();

    [GeneratedRegex("[^A-Za-z0-9_.-]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NotOfAnId();
}
