namespace EditorAgent.Mcp.Authorization;

/// <summary>What a request carries. Compared by its value, so that whoever was refused knows whether there is a newer one.</summary>
internal sealed record AccessToken(string Value, ProofKey? Proof)
{
    public void AttachTo(HttpRequestMessage request)
    {
        request.Headers.Authorization = new(this.Proof is null ? "Bearer" : "DPoP", this.Value);
        request.Headers.Remove("DPoP");
        if (this.Proof is not null)
        {
            request.Headers.Add("DPoP", this.Proof.Proof(request.Method, request.RequestUri!, this.Value));
        }
    }

    public override string ToString() => "token";
}
