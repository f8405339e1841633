using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Index.Questions;

public sealed class OverviewQuestionTests(ShopWorkspace shop) : IClassFixture<ShopWorkspace>
{
    [Fact]
    public async Task Answer_WhenDepthIsOne_ShowsProjectsWithFrameworksReferencesAndNamespaces() => Assert.Equal(
        """
        Shop.slnx  3 projects, 8 files
        Core       net10.0  src/Core  Shop.Core (2 types), Shop.Core.Data (2)
        Api        net10.0;net9.0  -> Core  src/Api  Shop.Api (1 types), entry Program.cs
        Api.Tests  net10.0  -> Api  [test xunit.v3, MTP]  tests/Api.Tests  Shop.Api.Tests (1 types), 2 tests
        coverage: 0/3 projects · syntax-only
        """,
        (await shop.OverviewAsync(null, 1)).Text);

    [Fact]
    public async Task Answer_WhenDepthIsTwo_NamesTheTypes() =>
        Assert.Contains("\n  Shop.Core: Order, OrderService\n  Shop.Core.Data: IOrderStore, SqlOrderStore\n", (await shop.OverviewAsync(null, 2)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Answer_WhenScopeIsAProject_CountsDepthFromThere()
    {
        Assert.Equal(
            """
            src/Core/Core.csproj  5 files
            Core  Shop.Core
              partial record Order  src/Core/Order.Json.cs:3
              public sealed class OrderService(IOrderStore store) : IOrders  src/Core/OrderService.cs:3
            Core  Shop.Core.Data
              public interface IOrderStore  src/Core/Data/IOrderStore.cs:3
              internal sealed class SqlOrderStore : IOrderStore  src/Core/Data/SqlOrderStore.cs:3
            coverage: 0/3 projects · syntax-only
            """,
            (await shop.OverviewAsync("Core", 2)).Text);
        Assert.Contains(
            "src/Core/OrderService.cs:3\n    public Order? Load(int id)\n    public Order? Load(string key)\n    public async Task<Order[]> LoadAllAsync(CancellationToken cancellationToken)\n",
            (await shop.OverviewAsync("core", 3)).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/Core/Data", "src/Core/Data/  2 files")]
    [InlineData("Data/", "src/Core/Data/  2 files")]
    [InlineData("src\\Api", "src/Api/  2 files")]
    public async Task Answer_WhenScopeIsADirectory_ShowsItsPart(string scope, string title) =>
        Assert.StartsWith(title + "\n", (await shop.OverviewAsync(scope, 1)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Answer_WhenScopeIsAFile_ShowsItsOutline()
    {
        var answer = await shop.OverviewAsync("OrderController.cs", 1);

        Assert.Matches(
            """
            ^src/Api/OrderController\.cs \[rev [0-9a-f]{6}\]  12 lines  project Api
               3  public class OrderController
               5    public int Get\(int id\)
              11    public enum State
              11      New
              11      Old
            coverage: 0/3 projects · syntax-only$
            """.Replace("\r", "", StringComparison.Ordinal),
            answer.Text);
        Assert.Single(answer.Seen);
    }

    [Fact]
    public async Task Answer_WhenBudgetIsSmall_ShortensAndSaysSo()
    {
        var answer = await shop.OverviewAsync(null, 3, budget: 120);

        Assert.Contains("shortened: ", answer.Text, StringComparison.Ordinal);
        Assert.Contains("budget=", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhenNotEvenNamesFit_CountsTypesPerNamespace() =>
        Assert.Contains("\nCore  Shop.Core  2\nCore  Shop.Core.Data  2\nshortened: 4 only counted; widen", (await shop.OverviewAsync("Core", 2, budget: 70)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Answer_WhenScopeIsUnknown_NamesWhatIsNear()
    {
        var answer = await shop.OverviewAsync("Api.Test", 1);

        Assert.StartsWith("SymbolNotFound: no project, directory or C# file is called Api.Test. Near: Api.Tests", answer.Text, StringComparison.Ordinal);
    }
}
