using System.Text.Json;
using EditorAgent.Core.Tools;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Permissions;

/// <summary>What a question and its answer carry beside ACP's own members.</summary>
internal static class PermissionMeta
{
    /// <summary>How long a client keeps its buttons without effect after showing them, so that a key that was meant for something else allows nothing.</summary>
    public const int ArmAfterMs = 300;

    public static JsonElement Of(PermissionRequest request) => JsonSerializer.SerializeToElement(
        new PermissionRequestMeta
        {
            Editoragent = new PermissionRequestReference
            {
                RequestId = request.Id,
                ShownHash = request.ShownHash,
                IsCut = request.Text.IsCut,
                EditableArguments = request.Plan.EditableArguments,
                ArmAfterMs = ArmAfterMs,
            },
        },
        AcpJsonContext.Default.PermissionRequestMeta);

    /// <summary>Null when there is something that cannot be read: then the answer is not what it seems.</summary>
    public static PermissionAnswerDetails? DetailsOf(JsonElement? meta)
    {
        if (meta is not { ValueKind: JsonValueKind.Object } present || !present.TryGetProperty("editoragent", out _))
        {
            return new PermissionAnswerDetails();
        }

        try
        {
            return present.Deserialize(AcpJsonContext.Default.PermissionAnswerMeta)?.Editoragent;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the answer names no question, or this one.</summary>
    public static bool IsFor(this PermissionAnswerDetails details, PermissionRequest request) =>
        (details.RequestId ?? request.Id) == request.Id && (details.ShownHash ?? request.ShownHash) == request.ShownHash;
}
