using EditorAgent.Core.Tools.Writing;
using System.Text.Json;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools;

/// <summary>A workspace on the disk with the file tools of one session, every call approved.</summary>
public sealed class ToolBench : IDisposable
{
    public ToolBench()
    {
        this.Directory = new TemporaryDirectory();
        this.Workspace = new Workspace(this.Directory.Path, [], []);
        this.Files = new DiskWorkspaceFiles();
        this.Ledger = new ReadLedger();
    }

    public TemporaryDirectory Directory { get; }

    public Workspace Workspace { get; }

    public DiskWorkspaceFiles Files { get; }

    public ReadLedger Ledger { get; }

    public ReadTool Read => new(this.Workspace, this.Files, this.Ledger);

    public WriteTool Write => new(this.Workspace, this.Files, this.Ledger);

    public EditTool Edit => new(this.Workspace, this.Files, this.Ledger);

    public static async Task<ToolPlan> PlanAsync(ITool tool, object arguments) =>
        await tool.PlanAsync(JsonSerializer.SerializeToElement(arguments), TestContext.Current.CancellationToken);

    /// <summary>Plans and runs; a refused plan is an error result, as the pipeline makes it.</summary>
    public static async Task<ToolResult> CallAsync(ITool tool, object arguments) => await PlanAsync(tool, arguments) switch
    {
        ToolPlan.Ready ready => await RunAsync(tool, ready),
        ToolPlan.Refused refused => ToolResult.Error(refused.Message),
        _ => throw new InvalidOperationException(),
    };

    public static async Task<ToolResult> RunAsync(ITool tool, ToolPlan.Ready plan)
    {
        var verdict = new PermissionVerdict(PermissionDecision.Allow, "test");
        var asked = new AssistantPart.ToolCall(new ToolCallId("call"), "call", tool.Definition.Name, "{}");
        var planned = new PreparedToolCall.Planned(asked, tool, JsonElement.Parse("{}"u8), plan);
        var call = new ApprovedToolCall(planned, verdict);
        return await tool.RunAsync(call, new Progress<string>(), TestContext.Current.CancellationToken);
    }

    public void Dispose() => this.Directory.Dispose();
}
