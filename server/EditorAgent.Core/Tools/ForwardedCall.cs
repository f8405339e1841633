using System.Text.Json;

namespace EditorAgent.Core.Tools;

/// <summary>Where a call of an <see cref="IForwardingTool"/> leads.</summary>
public abstract record ForwardedCall
{
    private ForwardedCall()
    {
    }

    /// <param name="Tool">Whose call it is.</param>
    /// <param name="Arguments">Not yet held against that tool's schema.</param>
    public sealed record To(ITool Tool, JsonElement Arguments) : ForwardedCall;

    /// <param name="Message">Tells the model what there is instead.</param>
    public sealed record Nowhere(string Message) : ForwardedCall;
}
