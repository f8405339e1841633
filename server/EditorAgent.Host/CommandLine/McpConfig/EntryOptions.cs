using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary>The options that describe a server, for <c>add</c> and <c>edit</c>.</summary>
internal sealed class EntryOptions
{
    private readonly Argument<string[]> what = new("what") { Description = "What follows -- is the command with its arguments, exactly; or one http(s) address", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> env = new("--env") { Description = "add, edit: NAME=VALUE for the program; repeat it; NAME= takes it away", HelpName = "name=value" };
    private readonly Option<string[]> header = new("--header") { Description = "add, edit: \"Name: value\" for an address; repeat it", HelpName = "header" };
    private readonly Option<string?> directory = new("--directory") { Description = "add, edit: where the program starts; the workspace if left out", HelpName = "folder" };
    private readonly Option<string?> transport = new("--transport") { Description = "add, edit: sse for a server of the oldest kind", HelpName = "http|sse" };
    private readonly Option<string?> bearer = new("--bearer-token-env") { Description = "add, edit: the variable that holds the token", HelpName = "variable" };
    private readonly Option<string?> entry = new("--entry") { Description = "add, edit: the members of its entry as JSON; null takes one away", HelpName = "json" };
    private readonly Option<bool> workspace = new("--workspace") { Description = "add, import: into the workspace's file instead of your own" };

    public void AddTo(Command command)
    {
        command.Add(this.what);
        command.Add(this.env);
        command.Add(this.header);
        command.Add(this.directory);
        command.Add(this.transport);
        command.Add(this.bearer);
        command.Add(this.entry);
        command.Add(this.workspace);
    }

    /// <exception cref="UserFacingException">An option makes no sense.</exception>
    public Given Read(ParseResult parsed)
    {
        var made = ParseEntry(parsed.GetValue(this.entry));
        var isForWorkspace = parsed.GetValue(this.workspace);
        switch (parsed.GetValue(this.what) ?? [])
        {
            case []:
                break;
            case [var address] when IsWebAddress(address):
                made["url"] = address;
                break;
            case [var word, ..] when word.Contains("://", StringComparison.Ordinal):
                throw new UserFacingException(ExitCode.Usage, $"{McpListing.Shown(word)} is no command; of addresses, one of http or https alone is taken. Nothing was changed.");
            case [var program, .. var arguments]:
                made["command"] = isForWorkspace ? program : Located(program);
                made["args"] = new JsonArray([.. arguments.Select(word => (JsonNode)word)]);
                break;
        }

        Set(made, "cwd", parsed.GetValue(this.directory) is { } folder ? Path.GetFullPath(folder) : null);
        Set(made, "transport", parsed.GetValue(this.transport));
        Set(made, "bearerTokenEnvVar", parsed.GetValue(this.bearer));
        return new Given(made, Pairs(parsed.GetValue(this.env), '=', "--env"), Pairs(parsed.GetValue(this.header), ':', "--header"), isForWorkspace);
    }

    private static bool IsWebAddress(string word) => word.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>A path is meant from here; one's own servers start in every folder.</summary>
    private static string Located(string program) => program.AsSpan().ContainsAny('/', '\\') && File.Exists(program) ? Path.GetFullPath(program) : program;

    private static JsonObject ParseEntry(string? text)
    {
        try
        {
            return text is null ? [] : JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new UserFacingException(ExitCode.Usage, "--entry is no JSON object. Nothing was changed.");
        }
    }

    private static void Set(JsonObject made, string member, string? value)
    {
        if (value is not null)
        {
            made[member] = value;
        }
    }

    private static Dictionary<string, string> Pairs(string[]? given, char separator, string option)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given ?? [])
        {
            var at = pair.IndexOf(separator, StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new UserFacingException(ExitCode.Usage, $"{option} is name{separator}value. Nothing was changed.");
            }

            pairs[pair[..at].Trim()] = pair[(at + 1)..].Trim();
        }

        return pairs;
    }

    /// <param name="Members">Without environment and headers.</param>
    internal sealed record Given(JsonObject Members, Dictionary<string, string> Env, Dictionary<string, string> Headers, bool IsForWorkspace)
    {
        /// <summary>The whole change, on top of what there is.</summary>
        public JsonObject Over(JsonObject? before)
        {
            var change = (JsonObject)this.Members.DeepClone();
            Merge(change, before, "env", this.Env);
            Merge(change, before, "headers", this.Headers);
            return change;
        }

        private static void Merge(JsonObject change, JsonObject? before, string member, Dictionary<string, string> given)
        {
            if (given.Count == 0)
            {
                return;
            }

            var values = (change[member] ?? before?[member])?.DeepClone() as JsonObject ?? [];
            foreach (var (name, value) in given)
            {
                values.Remove(name);
                if (value.Length > 0)
                {
                    values[name] = value;
                }
            }

            change[member] = values;
        }
    }
}
