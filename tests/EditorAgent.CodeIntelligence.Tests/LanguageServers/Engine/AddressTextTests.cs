using EditorAgent.CodeIntelligence.LanguageServers.Engine;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Engine;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("src/a.ts:12", "src/a.ts", 12, 0)]
    [InlineData("src/a.ts:12:5", "src/a.ts", 12, 5)]
    [InlineData("    at Cart.total (/w/src/a.ts:3:9)", "/w/src/a.ts", 3, 9)]
    [InlineData("Traceback:\n  File \"/w/a b.py\", line 7, in load", "/w/a b.py", 7, 0)]
    [InlineData("#1 0x55 in run main.c:5", "main.c", 5, 0)]
    public void Of_WhenTextHoldsAPlace_FindsIt(string text, string path, int line, int column)
    {
        var place = AddressText.Of(text).First();

        Assert.Equal((path, line, column), (place.Path, place.Line, place.Column));
    }

    [Theory]
    [InlineData("Cart.total", "shop.Cart.total", true)]
    [InlineData("Cart::total", "shop.Cart.total", true)]
    [InlineData("Cart.total(int)", "Cart.total", true)]
    [InlineData("art.total", "shop.Cart.total", false)]
    [InlineData("total", "Cart::total(int, Map<K, V>)", true)]
    [InlineData("shop.Cart.total", "Cart.total", false)]
    public void Fits_WhenNamesAreTheEnd_IsTrue(string address, string fullName, bool fits) => Assert.Equal(fits, AddressText.Of(address).Single().Fits(fullName));
}
