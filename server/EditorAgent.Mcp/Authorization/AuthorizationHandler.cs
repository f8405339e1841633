using System.Net;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>
/// Gives requests to one server their token, and answers its challenges within the limits of <see cref="CallBudget"/>. A request to any other
/// origin, and one that brings its own <c>Authorization</c>, goes through untouched.
/// </summary>
internal sealed class AuthorizationHandler(Uri server, ServerAuthorization authorization, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is not null || request.RequestUri is not { } address || !AddressRules.IsSameOrigin(address, server))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (request.Content is not null)
        {
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        }

        // Handlers within may take off what was meant for them; a second try must reach them as the first did.
        var headers = request.Headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.ToArray());
        var budget = new CallBudget();
        var token = await authorization.CurrentAsync(budget, cancellationToken);
        while (true)
        {
            foreach (var (name, values) in headers)
            {
                if (!request.Headers.NonValidated.Contains(name))
                {
                    request.Headers.TryAddWithoutValidation(name, values);
                }
            }

            token?.AttachTo(request);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            {
                Learn(token, address, response);
                return response;
            }

            var challenge = Challenge.Of(response.Headers);
            var isNonceNew = Learn(token, address, response);
            if (challenge.Error == "use_dpop_nonce" && isNonceNew && budget.TakeNonce())
            {
                response.Dispose();
                continue;
            }

            if (response.StatusCode == HttpStatusCode.Forbidden && challenge.Error != "insufficient_scope")
            {
                return response;
            }

            var isUnknown = response.StatusCode == HttpStatusCode.Unauthorized;
            response.Dispose();
            token = isUnknown
                ? await authorization.RenewAsync(challenge, token, budget, cancellationToken)
                : await authorization.WidenAsync(challenge, token, budget, cancellationToken);
        }
    }

    private static bool Learn(AccessToken? token, Uri address, HttpResponseMessage response) =>
        token?.Proof is { } proof && response.Headers.TryGetValues("DPoP-Nonce", out var nonces) && nonces.FirstOrDefault() is { Length: <= 512 } nonce && proof.Learn(address, nonce);
}
