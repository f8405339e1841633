using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Http;

internal static class VendorCalls
{
    /// <summary>A call as a part, under a new id of ours that no other session has either; without an id of the vendor's, ours is the vendor's too.</summary>
    public static AssistantPart.ToolCall NewPart(string? vendorId, string name, string arguments, TimeProvider timeProvider)
    {
        var id = $"call_{Guid.CreateVersion7(timeProvider.GetUtcNow()):N}";
        return new AssistantPart.ToolCall(new ToolCallId(id), string.IsNullOrEmpty(vendorId) ? id : vendorId, name, arguments);
    }
}
