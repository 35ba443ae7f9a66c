//! The invented names: customers, products, salespeople. Chinese, English; none is a real business.

/// A customer: name in the Chinese book, name in the English book, country in both.
pub struct Name {
    pub zh: &'static str,
    pub en: &'static str,
    pub land: (&'static str, &'static str),
}

/// A product: name in both books, unit in both, price in cents.
pub struct Product {
    pub zh: &'static str,
    pub en: &'static str,
    pub unit: (&'static str, &'static str),
    pub cents: i64,
}

const fn name(zh: &'static str, en: &'static str, land: (&'static str, &'static str)) -> Name {
    Name { zh, en, land }
}

/// A foreign customer, spelt alike in both books.
const fn same(en: &'static str, land: (&'static str, &'static str)) -> Name {
    Name { zh: en, en, land }
}

const fn product(zh: &'static str, en: &'static str, unit: (&'static str, &'static str), cents: i64) -> Product {
    Product { zh, en, unit, cents }
}

const CN: (&str, &str) = ("中国", "China");
const HK: (&str, &str) = ("中国香港", "Hong Kong");
const DE: (&str, &str) = ("德国", "Germany");
const GB: (&str, &str) = ("英国", "United Kingdom");
const US: (&str, &str) = ("美国", "United States");
const FR: (&str, &str) = ("法国", "France");
const ES: (&str, &str) = ("西班牙", "Spain");
const IT: (&str, &str) = ("意大利", "Italy");
const NL: (&str, &str) = ("荷兰", "Netherlands");
const PL: (&str, &str) = ("波兰", "Poland");
const SE: (&str, &str) = ("瑞典", "Sweden");
const AE: (&str, &str) = ("阿联酋", "United Arab Emirates");
const SA: (&str, &str) = ("沙特阿拉伯", "Saudi Arabia");
const MX: (&str, &str) = ("墨西哥", "Mexico");
const BR: (&str, &str) = ("巴西", "Brazil");
const CL: (&str, &str) = ("智利", "Chile");
const AU: (&str, &str) = ("澳大利亚", "Australia");
const JP: (&str, &str) = ("日本", "Japan");
const KR: (&str, &str) = ("韩国", "South Korea");
const VN: (&str, &str) = ("越南", "Vietnam");
const ZA: (&str, &str) = ("南非", "South Africa");
const CA: (&str, &str) = ("加拿大", "Canada");

/// The customers that the story is about; [`super::book`] gives each its part.
pub const CAST: [Name; 16] = [
    same("Harlow & Finch Retail Ltd", GB),
    same("Brightwater Home Stores Inc.", US),
    same("Casa Verde Importaciones S.A.", MX),
    same("Winterglanz Deko GmbH", DE),
    name("宁波海川五金制品有限公司", "Ningbo Haichuan Hardware Co., Ltd.", CN),
    same("Atelier du Port SARL", FR),
    name("温州永泰鞋材有限公司", "Wenzhou Yongtai Materials Co., Ltd.", CN),
    same("Polder Huishoud B.V.", NL),
    name("绍兴新纺进出口有限公司", "Shaoxing Xinfang Import & Export Co., Ltd.", CN),
    same("Bluegum Trading Pty Ltd", AU),
    same("Nordlicht Handels GmbH", DE),
    same("Nordlich Handels GmbH", DE),
    same("Al Noor General Trading LLC", AE),
    name("杭州青禾家居有限公司", "Hangzhou Qinghe Home Co., Ltd.", CN),
    same("Fjordlys Interior AB", SE),
    name("深圳市恒达电子有限公司", "Shenzhen Hengda Electronics Co., Ltd.", CN),
];

/// All other customers.
pub const CROWD: [Name; 84] = [
    same("Ashdown Kitchenware Ltd", GB),
    same("Penrose Garden Supplies Ltd", GB),
    same("Tamar Valley Gifts Ltd", GB),
    same("Kestrel Catering Equipment Ltd", GB),
    same("Maple & Rye Home LLC", US),
    same("Cedar Ridge Outfitters Inc.", US),
    same("Blue Heron Wholesale LLC", US),
    same("Lakeshore Dollar Depot Inc.", US),
    same("Prairie Star Imports LLC", US),
    same("Copper Kettle Supply Co.", US),
    same("Silver Birch Homewares Inc.", CA),
    same("Red River Trading Ltd.", CA),
    same("Hansekontor Haushaltswaren GmbH", DE),
    same("Lindenhof Geschenke GmbH", DE),
    same("Isartal Werkzeug GmbH & Co. KG", DE),
    same("Rheinblick Import GmbH", DE),
    same("Maison Clairval SAS", FR),
    same("Bazar des Halles SARL", FR),
    same("Provence Cadeaux SARL", FR),
    same("Menaje del Sur S.L.", ES),
    same("Ferreteria Montseny S.L.", ES),
    same("Hogar Levante S.A.", ES),
    same("Casalinghi Adriatica S.r.l.", IT),
    same("Brenta Regali S.r.l.", IT),
    same("Ponte Nuovo Import S.p.A.", IT),
    same("Delta Groothandel B.V.", NL),
    same("Zuiderzee Cadeau B.V.", NL),
    same("Wisla Dom Sp. z o.o.", PL),
    same("Bursztyn Hurt Sp. z o.o.", PL),
    same("Norrsken Butik AB", SE),
    same("Gulf Horizon Trading LLC", AE),
    same("Palm Gate Household FZE", AE),
    same("Desert Rose Trading Est.", SA),
    same("Riyadh Kitchen Centre Est.", SA),
    same("Comercial Quetzal S.A. de C.V.", MX),
    same("Distribuidora Sonora S.A. de C.V.", MX),
    same("Casa Ipe Utilidades Ltda.", BR),
    same("Atacado Guanabara Ltda.", BR),
    same("Importadora Los Andes SpA", CL),
    same("Puerto Claro Hogar SpA", CL),
    same("Wattle Creek Homewares Pty Ltd", AU),
    same("Southern Cross Variety Pty Ltd", AU),
    name("株式会社青叶商会", "Aoba Shokai K.K.", JP),
    name("株式会社港町雑貨", "Minatomachi Zakka K.K.", JP),
    name("韩光贸易株式会社", "Hangwang Trading Co.", KR),
    name("首尔日用百货株式会社", "Seoul Ilyong Department Co.", KR),
    same("Saigon Lotus Trading JSC", VN),
    same("Hai Van Household Co., Ltd", VN),
    same("Table Bay Importers (Pty) Ltd", ZA),
    same("Jacaranda Wholesale CC", ZA),
    name("香港利丰达贸易有限公司", "Lee Fung Tat Trading (HK) Ltd.", HK),
    name("香港海景礼品有限公司", "Harbour View Gifts (HK) Ltd.", HK),
    name("香港启德国际有限公司", "Kai Tak International (HK) Ltd.", HK),
    name("义乌市锦程饰品有限公司", "Yiwu Jincheng Accessories Co., Ltd.", CN),
    name("义乌市万家日用百货商行", "Yiwu Wanjia Daily Goods", CN),
    name("广州博睿贸易有限公司", "Guangzhou Borui Trading Co., Ltd.", CN),
    name("广州市荔湾区美居商行", "Guangzhou Meiju Homeware", CN),
    name("深圳前海远航供应链有限公司", "Shenzhen Yuanhang Supply Chain Co., Ltd.", CN),
    name("东莞市大朗毛织厂", "Dongguan Dalang Knitting Factory", CN),
    name("佛山市顺德区金辉电器厂", "Foshan Jinhui Appliances", CN),
    name("中山市古镇明光灯饰", "Zhongshan Mingguang Lighting", CN),
    name("厦门海峡进出口有限公司", "Xiamen Haixia Import & Export Co., Ltd.", CN),
    name("泉州丰泽工艺品有限公司", "Quanzhou Fengze Crafts Co., Ltd.", CN),
    name("福州榕城贸易有限公司", "Fuzhou Rongcheng Trading Co., Ltd.", CN),
    name("上海浦江百货有限公司", "Shanghai Pujiang Department Store Co., Ltd.", CN),
    name("上海虹口五金经营部", "Shanghai Hongkou Hardware", CN),
    name("苏州姑苏丝绸有限公司", "Suzhou Gusu Silk Co., Ltd.", CN),
    name("南京钟山商贸有限公司", "Nanjing Zhongshan Trading Co., Ltd.", CN),
    name("无锡太湖物资有限公司", "Wuxi Taihu Materials Co., Ltd.", CN),
    name("常州武进塑料制品厂", "Changzhou Wujin Plastics", CN),
    name("青岛琴岛国际贸易有限公司", "Qingdao Qindao International Trade Co., Ltd.", CN),
    name("烟台港湾渔具有限公司", "Yantai Gangwan Fishing Tackle Co., Ltd.", CN),
    name("天津海河纺织品有限公司", "Tianjin Haihe Textiles Co., Ltd.", CN),
    name("北京燕都文化用品有限公司", "Beijing Yandu Stationery Co., Ltd.", CN),
    name("石家庄正定家具厂", "Shijiazhuang Zhengding Furniture", CN),
    name("郑州中原商贸有限公司", "Zhengzhou Zhongyuan Trading Co., Ltd.", CN),
    name("武汉江城超市连锁有限公司", "Wuhan Jiangcheng Supermarkets Co., Ltd.", CN),
    name("长沙岳麓礼品有限公司", "Changsha Yuelu Gifts Co., Ltd.", CN),
    name("成都锦官城百货有限公司", "Chengdu Jinguan Department Store Co., Ltd.", CN),
    name("重庆山城五金机电有限公司", "Chongqing Shancheng Hardware Co., Ltd.", CN),
    name("西安雁塔家居用品有限公司", "Xi'an Yanta Homeware Co., Ltd.", CN),
    name("昆明滇池花卉有限公司", "Kunming Dianchi Flowers Co., Ltd.", CN),
    name("大连星海贸易（集团）有限公司", "Dalian Xinghai Trading (Group) Co., Ltd.", CN),
    name("沈阳盛京工具有限公司", "Shenyang Shengjing Tools Co., Ltd.", CN),
];

const PIECE: (&str, &str) = ("件", "pcs");
const SET: (&str, &str) = ("套", "set");
const BOX: (&str, &str) = ("箱", "ctn");

/// What is sold.
pub const PRODUCTS: [Product; 20] = [
    product("不锈钢保温杯 500ml", "Vacuum flask 500 ml", PIECE, 385),
    product("陶瓷马克杯", "Ceramic mug", PIECE, 118),
    product("竹制砧板", "Bamboo cutting board", PIECE, 264),
    product("硅胶厨具 5 件套", "Silicone kitchen tools, 5 pcs", SET, 572),
    product("玻璃密封罐 1L", "Glass storage jar 1 l", PIECE, 143),
    product("折叠收纳箱", "Folding storage box", PIECE, 319),
    product("棉质浴巾", "Cotton bath towel", PIECE, 428),
    product("珊瑚绒毛毯", "Coral fleece blanket", PIECE, 695),
    product("LED 台灯", "LED desk lamp", PIECE, 912),
    product("太阳能庭院灯", "Solar garden light", PIECE, 486),
    product("园艺手套", "Garden gloves", BOX, 2840),
    product("修枝剪", "Pruning shears", PIECE, 377),
    product("螺丝刀套装", "Screwdriver set", SET, 845),
    product("帆布购物袋", "Canvas shopping bag", PIECE, 96),
    product("礼品包装纸", "Gift wrapping paper", BOX, 1960),
    product("香薰蜡烛", "Scented candle", PIECE, 227),
    product("相框 6 寸", "Photo frame 6 inch", PIECE, 184),
    product("宠物食盆", "Pet bowl", PIECE, 159),
    product("瑜伽垫", "Yoga mat", PIECE, 531),
    product("儿童雨伞", "Children's umbrella", PIECE, 266),
];

/// What the seasonal customer buys.
pub const SEASONAL: [Product; 3] = [
    product("圣诞彩灯串 10m", "Christmas light chain 10 m", SET, 640),
    product("圣诞树挂件", "Christmas tree ornaments", BOX, 3120),
    product("圣诞花环", "Christmas wreath", PIECE, 705),
];

/// What is sent before a first order.
pub const SAMPLE: Product = product("样品", "Sample", SET, 3500);

/// The salespeople.
pub const OWNERS: [(&str, &str); 4] =
    [("王芳", "Wang Fang"), ("李强", "Li Qiang"), ("陈静", "Chen Jing"), ("赵磊", "Zhao Lei")];
