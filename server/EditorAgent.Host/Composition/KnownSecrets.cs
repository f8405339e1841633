using System.Globalization;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Secrets;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Settings;

namespace EditorAgent.Host.Composition;

/// <summary>
/// Learns what sessions may hold and must be masked before they are shown: the keys of the configuration, and what MCP servers were given. Starts
/// nothing and asks nobody.
/// </summary>
internal sealed class KnownSecrets(EditorAgentHome home, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    /// <param name="folders">Of the sessions.</param>
    /// <param name="cancellationToken">Stops between two values.</param>
    /// <returns>What the user has to know of it, a line each.</returns>
    /// <exception cref="ConfigurationException">config.toml cannot even be read, so that its keys are not known.</exception>
    public async Task<IReadOnlyList<string>> LearnAsync(IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        if (this.LearnConfiguration() is { } broken)
        {
            lines.Add(broken);
        }

        if (await this.LearnServersAsync(folders, cancellationToken) is var closed and > 0)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{closed} value(s) that MCP servers were given are not masked: they lie in the system's safe, which is not opened for this."));
        }

        return lines;
    }

    private string? LearnConfiguration()
    {
        try
        {
            _ = ConfigurationLoader.Load(home, workspaceRoot: null, environment);
            return null;
        }
        catch (ConfigurationException broken) when (WrittenSecrets.TryLearn(home, environment))
        {
            return $"config.toml is broken, so what is masked rests on its text: {broken.Message}";
        }
    }

    /// <returns>How many values cannot be known.</returns>
    private async Task<int> LearnServersAsync(IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        var store = SecretStores.OpenWithoutSafe(home, time);
        var closed = 0;
        foreach (var folder in folders.Where(Directory.Exists).Append(home.Directory).Distinct(StringComparer.Ordinal))
        {
            var workspace = new Workspace(folder, [], []);
            var inputs = new InputValues(store, workspace.RealRoot);
            var servers = folder == home.Directory ? McpConfigurationReader.LoadUser(home, workspace) : McpConfigurationReader.LoadWorkspace(workspace);
            foreach (var server in servers.Servers)
            {
                foreach (var header in server.Headers.Values.Where(value => !value.Contains("${", StringComparison.Ordinal)))
                {
                    SecretMask.Learn(header);
                }

                foreach (var input in server.Inputs)
                {
                    closed += await CanReadAsync(inputs, server, input, cancellationToken) ? 0 : 1;
                }
            }
        }

        return closed;
    }

    private static async Task<bool> CanReadAsync(InputValues inputs, McpServerDeclaration server, McpInput input, CancellationToken cancellationToken)
    {
        try
        {
            _ = await inputs.ReadAsync(server, input.Id, cancellationToken);
            return true;
        }
        catch (ServerException)
        {
            return false;
        }
    }
}
