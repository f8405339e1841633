using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>What every tool of a session's servers shares: the servers, whether anybody can be asked, and where servers' own questions go.</summary>
internal sealed class ServerDesk(IServers servers, bool hasPerson, Func<ToolCallId, ServerQuestions> questionsFor)
{
    private const int LongestInstructions = 2_048;

    private readonly HashSet<string> introduced = new(StringComparer.Ordinal);

    public IServers Servers => servers;

    /// <summary>Whether a person looks at each question; nobody else approves a server or a changed tool.</summary>
    public bool HasPerson => hasPerson;

    /// <summary>What a server says about the use of its tools, the first time it is asked for; null from then on.</summary>
    public string? IntroduceOnce(string server)
    {
        lock (this.introduced)
        {
            if (this.introduced.Contains(server))
            {
                return null;
            }
        }

        if (this.StatusOf(server)?.Introduction?.Instructions is not { } words || ServerText.Cleaned(words, LongestInstructions) is not { Length: > 0 } clean)
        {
            return null;
        }

        lock (this.introduced)
        {
            return this.introduced.Add(server) ? clean : null;
        }
    }

    public ServerQuestions QuestionsFor(ToolCallId call) => questionsFor(call);

    public ServerStatus? StatusOf(string server) => servers.StatusOf(server);

    /// <summary>A server's name as it is written, for one as a model writes it: names that differ only in case are not told apart by the configuration either.</summary>
    public string? NameOf(string written)
    {
        var bare = written.Trim();
        foreach (var status in servers.All)
        {
            if (status.Name.Equals(bare, StringComparison.OrdinalIgnoreCase))
            {
                return status.Name;
            }
        }

        return null;
    }

    /// <summary>What a model is told that names a server that is not there.</summary>
    public string NoServer(string written) =>
        $"There is no MCP server \"{ServerText.Line(written, 128)}\". There are: {string.Join(", ", servers.All.Select(known => known.Name))}.";

    public OfferedTool? Find(string server, string tool)
    {
        foreach (var offered in servers.Tools)
        {
            if (offered.Server == server && offered.Tool.Name == tool)
            {
                return offered;
            }
        }

        return null;
    }

    public static string NobodyApproves(string server) =>
        $"Not run: the MCP server \"{server}\" has to be approved by the user before it starts, and nobody is there to ask. Tell the user to run: editor-agent mcp-config trust {server}";

    /// <summary>Stores what the person has just agreed to, if it still is what they saw.</summary>
    /// <returns>Why the call does not run, or null.</returns>
    public async Task<string?> TakeApprovalAsync(ServerStatus? waiting, OfferedTool? changed, PermissionVerdict verdict, CancellationToken cancellationToken)
    {
        if (waiting is null && changed is null)
        {
            return null;
        }

        if (!hasPerson || verdict is not { Decision: PermissionDecision.Allow, Source: DecisionSource.Person })
        {
            return "Not run: only the user can approve this, and they were not asked.";
        }

        if (waiting is not null && await this.StartAsync(waiting, cancellationToken) is { } problem)
        {
            return problem;
        }

        if (changed is null)
        {
            return null;
        }

        var once = $"Not run: the MCP server \"{changed.Server}\" changed \"{changed.Tool.Name}\" once more while the user looked. Call it again, so that they see what it is now.";
        if (this.Find(changed.Server, changed.Tool.Name) is not { } now || now.ChangedHash != changed.ChangedHash || !now.Changed.SequenceEqual(changed.Changed))
        {
            return once;
        }

        try
        {
            await servers.ApproveToolAsync(changed, cancellationToken);
            return null;
        }
        catch (ServerException)
        {
            return once;
        }
    }

    /// <returns>Why it is not there, or null.</returns>
    public async Task<string?> StartAsync(ServerStatus shown, CancellationToken cancellationToken)
    {
        if (this.StatusOf(shown.Name) is not { } now || now.TrustHash != shown.TrustHash || (now.State == ServerState.NeedsTrust && !now.TrustLines.SequenceEqual(shown.TrustLines)))
        {
            return $"Not run: what the MCP server \"{shown.Name}\" would start changed while the user looked. Try again, so that they see what it is now.";
        }

        var status = now.State == ServerState.NeedsTrust ? await servers.ApproveAsync(shown, cancellationToken) : now;
        return status.State is ServerState.Connected or ServerState.Connecting or ServerState.Pending ? null : $"Approved, but the MCP server \"{shown.Name}\" is not there: {StateText.Of(status)}";
    }
}
