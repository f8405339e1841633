using System.Net.Http.Headers;
using System.Text;

namespace EditorAgent.Mcp.Authorization;

/// <summary>Knocks at a server without credentials, to hear whether it wants any.</summary>
internal sealed class LoginProbe(Uri server, bool isStream)
{
    /// <summary>Null when it asks for nothing.</summary>
    public async Task<Challenge?> ChallengeAsync(GuardedWeb web, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(isStream ? HttpMethod.Get : HttpMethod.Post, server)
        {
            Content = isStream ? null : new StringContent("""{"jsonrpc":"2.0","id":"login","method":"tools/list","params":{}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return await web.KnockAsync(request, cancellationToken);
    }
}
