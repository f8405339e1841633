namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>How a token is come by. In the file: <c>authorization_code</c>, <c>client_credentials</c>, <c>jwt_bearer</c>, <c>enterprise</c>.</summary>
public enum McpOAuthGrant
{
    /// <summary>A person logs in with a browser.</summary>
    AuthorizationCode,

    /// <summary>The program itself is the client, with a secret or a key.</summary>
    ClientCredentials,

    /// <summary>A platform's token stands for the workload.</summary>
    JwtBearer,

    /// <summary>The company's identity provider hands over a grant for the server's.</summary>
    Enterprise,
}
