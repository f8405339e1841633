using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Gateway;

/// <summary>The vendor's own JavaScript client talks to the published gateway, with the MCP project's reference server behind it.</summary>
public sealed class OpenAiClientTests(GatewayRun gateway) : IClassFixture<GatewayRun>
{
    [Theory]
    [InlineData("whole")]
    [InlineData("streamed")]
    [InlineData("helper")]
    [InlineData("approved")]
    [InlineData("approvedStreamed")]
    [InlineData("denied")]
    [InlineData("replayed")]
    [InlineData("rounds")]
    [InlineData("functions")]
    [InlineData("incomplete")]
    [InlineData("chat")]
    [InlineData("disconnect")]
    public Task Client_WhenItHoldsTheConversation_GetsWhatTheApiPromises(string scenario) => gateway.ConverseAsync(scenario);

    [Fact]
    public async Task Client_WhenRequestsAreWrong_GetsErrorsInTheApisForm()
    {
        await gateway.ConverseAsync("refusals");

        Assert.DoesNotContain("do-not-tell", gateway.LogText);
    }

    /// <summary>What came over the wire is compiled against the declarations that the vendor ships: a missing, misnamed or additional field is an error.</summary>
    [Fact]
    public async Task Wire_WhenCompiledAgainstTheVendorsTypes_HasNoErrors()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-types-");
        try
        {
            var cancellationToken = TestContext.Current.CancellationToken;
            var packages = await NpmFolder.OpenAsync("mcp-servers", cancellationToken);
            var compiler = await NpmFolder.OpenAsync("EditorAgent.CodeIntelligence.Tests/LanguageServers/servers", cancellationToken);
            string[] scenarios = ["whole", "streamed", "approvedStreamed", "approved", "rounds", "functions", "incomplete", "refusals"];
            var records = scenarios.Select(scenario => Path.Combine(folder.FullName, $"{scenario}.json")).ToList();
            foreach (var (scenario, record) in scenarios.Zip(records))
            {
                await gateway.ConverseAsync(scenario, record);
            }

            var (exitCode, output) = await packages.NodeAsync(
                [Path.Combine(packages.Path, "gateway-client", "check-types.mjs"), Path.Combine(compiler.Path, "node_modules", "typescript", "lib", "typescript.js"), folder.FullName, .. records],
                cancellationToken);

            Assert.True(exitCode == 0, output);
            TestContext.Current.SendDiagnosticMessage("{0}", output.Trim());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
