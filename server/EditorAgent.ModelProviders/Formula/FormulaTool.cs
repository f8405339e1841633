using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;

namespace EditorAgent.ModelProviders.Formula;

/// <summary>
/// A function that the model's vendor runs. Rules and grants see it as the tool of an MCP server named <c>formula</c>
/// (<c>mcp__formula__web_search</c>). What comes back is handed on as it is: some of it is encrypted for the vendor's models.
/// </summary>
internal sealed class FormulaTool(FormulaFunction function, FormulaEndpoint endpoint, FormulaHttp http) : ITool
{
    /// <summary>As what permissions know all formulas.</summary>
    public const string Server = "formula";

    private const int LongestArgument = 2_000;

    public ToolDefinition Definition => function.Definition;

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => ValueTask.FromResult<ToolPlan>(new ToolPlan.Ready
    {
        Title = $"{function.Formula}: {this.Definition.Name}",
        Kind = ToolKind.Other,
        IsReadOnly = false,
        Accesses = [new ToolAccess.Exclusive()],
        Subjects = [new PermissionSubject.McpCall(Server, this.Definition.Name, arguments)],
        Notes = [$"Sent to: {endpoint.Host}, which may charge for it", .. arguments.EnumerateObject().Select(argument => $"Argument {argument.Name}: {Shown(argument.Value)}")],
        OfferedGrants = this.Definition.Name.StartsWith('_') ? [] : [new PermissionGrant($"mcp__{Server}__{this.Definition.Name}")],
    });

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        try
        {
            var (status, body) = await http.PostAsync(endpoint.Fibers(function.Formula), FormulaFiber.Request(this.Definition.Name, call.Arguments), cancellationToken);
            return ToolResult.Verbatim(FormulaFiber.Output(status, body)) with { Origin = TextOrigin.Outside };
        }
        catch (FormulaException failure)
        {
            var unknown = failure.MayHaveRun ? " It may have run all the same." : "";
            return ToolResult.Error(endpoint.Redact($"{this.Definition.Name} failed: {failure.Message}.{unknown}")) with { Origin = TextOrigin.Outside };
        }
    }

    private static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length <= LongestArgument ? text : string.Concat(text.AsSpan(0, LongestArgument), " [...]");
    }
}
