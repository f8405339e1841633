using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;

namespace EditorAgent.Mcp.Tools;

/// <summary>A server's question in the form of a permission, for clients that can show nothing else: yes or no.</summary>
internal static class ServerQuestion
{
    /// <param name="call">The call in whose course it is asked.</param>
    /// <param name="tool">What asks, as a tool's name.</param>
    /// <param name="title">One line, ours.</param>
    /// <param name="lines">Shown whole; each is canonical already.</param>
    public static PermissionRequest Of(ToolCallId? call, string tool, string title, ImmutableArray<string> lines)
    {
        var plan = new ToolPlan.Ready { Title = title, Kind = ToolKind.Other, IsReadOnly = false };
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n{string.Join('\n', lines)}")));
        return new PermissionRequest(call ?? new ToolCallId($"mcp_{Guid.CreateVersion7():N}"), tool, "{}", plan, "a server asks", hash)
        {
            Id = $"ask_{Guid.CreateVersion7():N}",
            Text = new ApprovalText { Title = title, Lines = lines },
        };
    }
}
