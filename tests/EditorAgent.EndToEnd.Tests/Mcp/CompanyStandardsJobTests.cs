using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp;

/// <summary>A database and a wiki configured in the workspace, and a job that needs both: "update this function and add a unit test using company standards".</summary>
public sealed class CompanyStandardsJobTests : IDisposable
{
    private readonly AgentFolders folders = new();

    /// <summary>In small letters, because this wiki's server writes every path so.</summary>
    private readonly string wiki = Path.Combine(Path.GetTempPath(), $"editor-agent-wiki-{Guid.NewGuid():n}");

    [Fact]
    public async Task Job_WithPostgresAndWiki_TakesTheRateFromOneAndTheStandardsFromTheOther()
    {
        var packages = await McpPackages.OpenAsync();
        var percent = 11 + (Environment.ProcessId % 8);
        await using var database = await PostgresServer.StartAsync($"create table vat_rates(code text primary key, percent int not null); insert into vat_rates values ('standard', 20), ('culture', {percent})");
        await FixtureWorkspace.CopyAsync("invoicing", this.folders.Workspace);
        this.WriteWiki();
        this.WriteServers(packages, database);
        var script = await File.ReadAllTextAsync(Repository.At("tests", "fixtures", "conversations", "update-rate-by-company-standards.yaml"), TestContext.Current.CancellationToken);
        await using var model = await ScriptedServer.StartAsync(script);
        this.folders.WithModel(model);
        await this.folders.TrustAsync();
        await this.ApproveAsync("finance");
        await this.ApproveAsync("wiki");

        var result = await AgentProcess.RunAsync(this.folders, "run", "--yes", "--cwd", this.folders.Workspace, "Update this function and add a unit test using company standards.");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(result.Stdout.Contains("follows the testing standards", StringComparison.Ordinal), result.ToString());
        Assert.Contains($"VatRate.Culture => {percent}m", await this.ReadAsync("src/Invoicing/VatRate.cs"), StringComparison.Ordinal);
        var test = await this.ReadAsync("tests/Invoicing.Tests/VatRateTests.cs");
        Assert.Contains("[Trait(\"area\", \"tax\")]", test, StringComparison.Ordinal);
        Assert.Contains("public void Percent_WhenRateIsCulture_IsThatOfFinance()", test, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        this.folders.Dispose();
        Directory.Delete(this.wiki, recursive: true);
    }

    private void WriteWiki()
    {
        Directory.CreateDirectory(this.wiki);
        File.WriteAllText(
            Path.Combine(this.wiki, "testing-standards.md"),
            "# Testing standards\n\nA test of a rate is named like `Percent_WhenRateIsCulture_IsThatOfFinance`. The area trait is `tax` for everything about taxes.\n");
    }

    private void WriteServers(McpPackages packages, PostgresServer database)
    {
        Directory.CreateDirectory(this.folders.WorkFile(".editoragent"));
        File.WriteAllText(this.folders.WorkFile(".editoragent/mcp.json"), JsonSerializer.Serialize(new
        {
            mcpServers = new
            {
                finance = new { command = packages.Node, args = new[] { packages.Database, "--transport", "stdio", "--dsn", database.ReadOnlyAddress } },
                wiki = new { command = packages.Node, args = new[] { packages.Wiki, this.wiki } },
            },
        }));
    }

    private async Task ApproveAsync(string server)
    {
        var result = await AgentProcess.RunAsync(this.folders, "mcp-config", "trust", server, "--yes", "--cwd", this.folders.Workspace);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(this.folders.WorkFile(file), TestContext.Current.CancellationToken);
}
