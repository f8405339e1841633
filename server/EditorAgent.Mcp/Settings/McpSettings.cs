using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Settings;

/// <summary>
/// Changes the user's mcp.json and the workspace's, for a person who says so. A change that would leave something unusable is refused with the
/// reader's own reason, and so is a secret in the workspace's file. Other processes that do the same wait for each other.
/// </summary>
public sealed class McpSettings(EditorAgentHome home, Workspace workspace, TimeProvider time)
{
    private readonly PrivateFolder turns = new(home.McpDirectory, time);

    /// <summary>The file that a change of this scope goes to.</summary>
    public string PathOf(McpServerScope scope) => this.FileOf(scope).FullPath;

    /// <summary>The entry as it is written; null when there is none.</summary>
    /// <exception cref="McpSettingsException">The file cannot be read.</exception>
    public JsonObject? Entry(McpServerScope scope, string name)
    {
        var file = this.FileOf(scope);
        return Table(file.Parse(file.Read()))?[name] as JsonObject;
    }

    /// <summary>What looks like a secret and stands in the entry in plain sight, as <c>headers Authorization</c>.</summary>
    /// <exception cref="McpSettingsException">The file cannot be read.</exception>
    public ImmutableArray<string> SecretsIn(McpServerScope scope, string name) =>
        this.Entry(scope, name) is { } entry ? [.. LiteralSecrets.In(entry).Select(secret => $"{secret.Member} {secret.Name}".TrimEnd())] : [];

    /// <param name="scope">User or workspace.</param>
    /// <param name="name">Of the server.</param>
    /// <param name="entry">As in mcp.json.</param>
    /// <param name="inputs">Added to the file's where it has none of their ids; what the entry uses beside them is added as a secret.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <exception cref="McpSettingsException">There is one of that name, or the entry cannot be used.</exception>
    public Task<McpServerDeclaration> AddAsync(McpServerScope scope, string name, JsonObject entry, ImmutableArray<McpInput> inputs, CancellationToken cancellationToken) =>
        this.ChangeAsync(scope, name, root =>
        {
            var table = TableOrNew(root);
            if (table.Any(known => known.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new McpSettingsException($"There is a server {name} already. Nothing was changed; use edit, or remove it first.");
            }

            RefuseSecrets(scope, name, entry);
            table[name] = entry.DeepClone();
            AddInputs(root, [.. inputs, .. OpenInputs.Of(name, entry)]);
        }, cancellationToken)!;

    /// <param name="changes">Members that take the place of those of the entry; null takes one away.</param>
    /// <exception cref="McpSettingsException">There is no such server, or it could not be used afterwards.</exception>
    public Task<McpServerDeclaration> EditAsync(McpServerScope scope, string name, JsonObject changes, CancellationToken cancellationToken) =>
        this.ChangeAsync(scope, name, root =>
        {
            var entry = this.Existing(scope, root, name);
            foreach (var (member, value) in changes)
            {
                Replace(entry, member, value);
            }

            RefuseSecrets(scope, name, entry);
            AddInputs(root, OpenInputs.Of(name, entry));
        }, cancellationToken)!;

    /// <summary>Whatever its entry says, also where nothing can be used of it. Values that only it left open are taken out of the file's inputs.</summary>
    /// <returns>The ids of those values.</returns>
    /// <exception cref="McpSettingsException">There is no such server.</exception>
    public async Task<ImmutableArray<string>> RemoveAsync(McpServerScope scope, string name, CancellationToken cancellationToken)
    {
        ImmutableArray<string> unused = [];
        await this.ChangeAsync(scope, name, root =>
        {
            if (Table(root) is not { } table || NameIn(table, name) is not { } written)
            {
                throw this.NoServer(scope, name);
            }

            var its = OpenInputs.IdsIn(table[written]);
            table.Remove(written);
            unused = [.. its.Except(OpenInputs.IdsIn(table))];
            RemoveInputs(root, unused);
        }, cancellationToken);
        return unused;
    }

    /// <summary>The file that has an entry of this name, usable or not; the workspace's counts first. Null when neither has.</summary>
    public McpServerScope? ScopeOf(string name)
    {
        foreach (var scope in new[] { McpServerScope.Workspace, McpServerScope.User })
        {
            try
            {
                if (McpSettingsFile.TryParse(this.FileOf(scope).Read()) is { } root && Table(root) is { } table && NameIn(table, name) is not null)
                {
                    return scope;
                }
            }
            catch (McpSettingsException)
            {
                // Of a file that cannot be read nothing can be changed.
            }
        }

        return null;
    }

    /// <exception cref="McpSettingsException">There is no such server.</exception>
    public Task EnableAsync(McpServerScope scope, string name, CancellationToken cancellationToken) => this.ChangeAsync(scope, name, root =>
    {
        var entry = this.Existing(scope, root, name);
        entry.Remove("enabled");
        entry.Remove("disabled");
    }, cancellationToken);

    /// <exception cref="McpSettingsException">There is no such server.</exception>
    public Task DisableAsync(McpServerScope scope, string name, CancellationToken cancellationToken) => this.ChangeAsync(scope, name, root =>
    {
        var entry = this.Existing(scope, root, name);
        entry.Remove("disabled");
        Replace(entry, "enabled", JsonValue.Create(false));
    }, cancellationToken);

    /// <summary>Puts a schema beside the user's file and its name into it, as the first member; another schema that is named there already stays.</summary>
    /// <exception cref="McpSettingsException">The file cannot be changed.</exception>
    public async Task NameSchemaAsync(string fileName, ReadOnlyMemory<byte> schema, CancellationToken cancellationToken)
    {
        await this.ChangeAsync(McpServerScope.User, "", root =>
        {
            if (!root.ContainsKey("$schema"))
            {
                root.Insert(0, "$schema", $"./{fileName}");
            }
        }, cancellationToken);
        try
        {
            new PrivateFolder(home.Directory, time).Write(fileName, schema.Span);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new McpSettingsException($"{fileName} cannot be written: {unwritable.Message.TrimEnd('.')}.", unwritable);
        }
    }

    private async Task<McpServerDeclaration?> ChangeAsync(McpServerScope scope, string name, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        var file = this.FileOf(scope);
        try
        {
            using var turn = await this.turns.LockAsync(cancellationToken);
            var before = file.Read();
            var root = file.Parse(before);
            change(root);
            var after = McpSettingsFile.Write(root, before);
            var known = before is null ? McpConfiguration.Empty : McpConfigurationReader.Read(file.Source, scope, workspace, before);
            var read = McpConfigurationReader.Read(file.Source, scope, workspace, after);
            if (read.Problems.Except(known.Problems).FirstOrDefault() is { } problem)
            {
                throw new McpSettingsException($"Nothing was changed, for it could not be used: {problem}");
            }

            file.Save(after);
            return read.Servers.FirstOrDefault(server => server.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        }
        catch (IOException blocked)
        {
            throw new McpSettingsException($"Nothing was changed: {blocked.Message}", blocked);
        }
    }

    private McpSettingsFile FileOf(McpServerScope scope) => scope is McpServerScope.User or McpServerScope.Workspace
        ? new McpSettingsFile(home, workspace, scope, time)
        : throw new McpSettingsException("Only your own mcp.json and the workspace's can be changed here.");

    private JsonObject Existing(McpServerScope scope, JsonObject root, string name) =>
        Table(root) is { } table && NameIn(table, name) is { } written && table[written] is JsonObject entry
            ? entry
            : throw this.NoServer(scope, name);

    private McpSettingsException NoServer(McpServerScope scope, string name) => new($"{this.FileOf(scope).Source} has no server {name}. Nothing was changed.");

    private static string? NameIn(JsonObject table, string name) =>
        table.ContainsKey(name) ? name : table.Select(entry => entry.Key).FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static JsonObject? Table(JsonObject root) => (root["mcpServers"] ?? root["servers"]) as JsonObject;

    private static JsonObject TableOrNew(JsonObject root)
    {
        if (Table(root) is { } table)
        {
            return table;
        }

        if (root.ContainsKey("mcpServers"))
        {
            throw new McpSettingsException("mcpServers in that file is no object. Nothing was changed; repair it first.");
        }

        var made = new JsonObject();
        root["mcpServers"] = made;
        return made;
    }

    /// <summary>In its place where it is there already.</summary>
    private static void Replace(JsonObject entry, string member, JsonNode? value)
    {
        if (value is null)
        {
            entry.Remove(member);
            return;
        }

        entry[member] = value.DeepClone();
    }

    private static void AddInputs(JsonObject root, ImmutableArray<McpInput> inputs)
    {
        if (inputs.IsEmpty)
        {
            return;
        }

        if (root["inputs"] is not JsonArray list)
        {
            list = root.ContainsKey("inputs") ? throw new McpSettingsException("inputs in that file is no list. Nothing was changed; repair it first.") : [];
            root["inputs"] = list;
        }

        foreach (var input in inputs.Where(input => !list.OfType<JsonObject>().Any(known => known["id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String && id.GetValue<string>() == input.Id)))
        {
            list.Add((JsonNode)new JsonObject { ["id"] = input.Id, ["type"] = "promptString", ["description"] = input.Description, ["password"] = input.IsSecret });
        }
    }

    private static void RemoveInputs(JsonObject root, ImmutableArray<string> ids)
    {
        if (root["inputs"] is not JsonArray list)
        {
            return;
        }

        foreach (var unused in list.OfType<JsonObject>().Where(known => known["id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String && ids.Contains(id.GetValue<string>())).ToList())
        {
            list.Remove(unused);
        }

        if (list.Count == 0)
        {
            root.Remove("inputs");
        }
    }

    /// <summary>The workspace's file goes where the repository goes.</summary>
    private static void RefuseSecrets(McpServerScope scope, string name, JsonObject entry)
    {
        if (scope == McpServerScope.Workspace && LiteralSecrets.In(entry).FirstOrDefault() is { } secret)
        {
            throw new McpSettingsException(
                $"{secret.Member} {secret.Name} of {name} looks like a secret, and the workspace's file is for everyone who has the repository. Nothing was changed; write ${{input:ID}} instead, or put the server into your own file.");
        }
    }
}
