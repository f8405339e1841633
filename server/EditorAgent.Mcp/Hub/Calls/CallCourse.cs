using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>How far one call has come.</summary>
internal sealed class CallCourse
{
    public OfferedTool? Tool { get; set; }

    public ServerIdentity? Identity { get; set; }

    /// <summary>What its record says of it, as far as it is made already.</summary>
    public AuditedCall? Audited { get; set; }

    /// <summary>How often it was handed to a connection.</summary>
    public int Attempts { get; set; }
}
