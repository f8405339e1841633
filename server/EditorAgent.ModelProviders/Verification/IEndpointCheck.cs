namespace EditorAgent.ModelProviders.Verification;

/// <summary>One look at an endpoint.</summary>
internal interface IEndpointCheck
{
    /// <summary>At most, with all its requests.</summary>
    VerificationCost Cost { get; }

    /// <summary>Gives at least one finding. Throws only for cancellation.</summary>
    IAsyncEnumerable<EndpointFinding> RunAsync(Probe probe, CancellationToken cancellationToken);
}
