using System.Collections;
using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Secrets;
using EditorAgent.Mcp.Authorization;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>One user's folder, and what one process makes of it. Two of them over the same folder share what two processes share.</summary>
internal sealed class LoginBench : IDisposable
{
    private readonly List<IDisposable> owned = [];
    private readonly bool ownsFolder;

    public LoginBench(Uri url, OpenAddress? open = null, LoginBench? sameUser = null, McpOAuthSettings? settings = null, string? folder = null)
    {
        this.ownsFolder = sameUser is null && folder is null;
        this.Folder = sameUser?.Folder ?? folder ?? Directory.CreateTempSubdirectory("editor-agent-").FullName;
        var home = new EditorAgentHome(this.Folder);
        this.Server = new McpServerDeclaration { Name = "tested", Scope = McpServerScope.User, Source = "test", Transport = McpTransport.Http, Url = url, OAuth = settings };
        this.Authorizations = new ServerAuthorizations(new AuthorizationParts
        {
            Secrets = SecretStores.Open(home, new TrustedPath(null, []), new Hashtable(), _ => { }, TimeProvider.System),
            Locks = SecretStores.LocksOf(home, TimeProvider.System),
            Fill = (_, text, _) => Task.FromResult<string?>(text),
            Open = open,
            Time = TimeProvider.System,
        });
        this.owned.Add(this.Authorizations);
        this.Login = new ServerLogin(this.Authorizations);
        this.Client = new HttpClient(this.Authorizations.For(this.Server).Around!(new SocketsHttpHandler { AllowAutoRedirect = false }));
        this.owned.Add(this.Client);
    }

    public string Folder { get; }

    public McpServerDeclaration Server { get; }

    public ServerAuthorizations Authorizations { get; }

    public ServerLogin Login { get; }

    /// <summary>As a connection's: through our handler.</summary>
    public HttpClient Client { get; }

    public async Task<string> CallAsync(CancellationToken cancellationToken)
    {
        using var response = await this.Client.PostAsync(this.Server.Url, new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", Encoding.UTF8, "application/json"), cancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}";
    }

    /// <summary>What is kept on the disk, as text: tests look for tokens in it and for nothing else.</summary>
    public string Stored() => string.Concat(Directory.GetFiles(Path.Combine(this.Folder, "secrets"), "*.secret").Select(File.ReadAllText));

    public void Dispose()
    {
        this.owned.ForEach(one => one.Dispose());
        if (this.ownsFolder)
        {
            Directory.Delete(this.Folder, recursive: true);
        }
    }
}
